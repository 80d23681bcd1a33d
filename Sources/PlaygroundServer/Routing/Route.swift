import HTTPTypes
import MicroHTTP

/// One method of one path: what it does, and all that its description in the OpenAPI document says.
struct Route: Sendable {
  enum Operation: Sendable {
    /// Answers from what is in memory, on the thread that owns the socket.
    case immediate(@Sendable (RoutedRequest) throws -> Reply)
    /// Answers when its work is done.
    case asynchronous(@Sendable (RoutedRequest) async throws -> Response)
    /// Answers when the workers have done its work. Until then it does no more than look at the request.
    case waiting(@Sendable (RoutedRequest) async throws -> Response)
  }

  var method: HTTPRequest.Method
  var path: PathPattern
  var documentation: RouteDocumentation
  var operation: Operation

  private init(
    _ method: HTTPRequest.Method, _ path: PathPattern, _ documentation: RouteDocumentation, _ operation: Operation
  ) {
    self.method = method
    self.path = path
    self.documentation = documentation
    self.operation = operation
  }

  init(
    _ method: HTTPRequest.Method, _ path: PathPattern, _ documentation: RouteDocumentation,
    immediate: @escaping @Sendable (RoutedRequest) throws -> Reply
  ) {
    self.init(method, path, documentation, .immediate(immediate))
  }

  init(
    _ method: HTTPRequest.Method, _ path: PathPattern, _ documentation: RouteDocumentation,
    asynchronous: @escaping @Sendable (RoutedRequest) async throws -> Response
  ) {
    self.init(method, path, documentation, .asynchronous(asynchronous))
  }

  init(
    _ method: HTTPRequest.Method, _ path: PathPattern, _ documentation: RouteDocumentation,
    waiting: @escaping @Sendable (RoutedRequest) async throws -> Response
  ) {
    self.init(method, path, documentation, .waiting(waiting))
  }
}

/// A request together with what its route made of the path.
struct RoutedRequest: Sendable {
  var request: Request
  /// The values of the pattern's parameters, decoded.
  var parameters: [String: String]
  var query: QueryParameters

  /// The value of a parameter that the route's pattern has.
  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// A parameter that counts something from 1, or from `first`.
  /// - Throws: 404, as there is nothing under any other text.
  func number(_ name: String, from first: Int = 1) throws(Problem) -> Int {
    let text = parameter(name)
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), number >= first else {
      throw Problem(.notFound, "\"\(text.prefix(64))\" is no whole number from \(first)")
    }
    return number
  }
}

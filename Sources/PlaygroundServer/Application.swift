import HTTPTypes
import Logging
import MicroHTTP

/// Answers every request: finds its route or file, runs it, and turns whatever was thrown into a response. Counting and
/// logging happen here too, so that no route can be missed.
struct Application: Sendable {
  var router: Router
  var files: StaticFiles
  var metrics: Metrics
  var logger: Logger

  func reply(to request: Request) -> Reply {
    let exchange = ExchangeRecord(request: request)
    switch router.match(request.method, request.target.segments) {
    case .found(let route, let parameters): return run(route, parameters, exchange)
    case .notFound:
      if let file = files[request.target.segments] { return serve(file, exchange) }
      let problem = Problem(.notFound, "there is nothing at \(request.target.path.prefix(256))")
      return .now(finish(problem.response, exchange, route: "unknown"))
    case .methodNotAllowed(let allowed):
      return .now(finish(Self.methodNotAllowed(request.method, allowed).response, exchange, route: "unknown"))
    }
  }

  /// The response to a request that no route was asked about.
  func response(to refusal: Refusal) -> Response {
    var response = Problem(refusal).response
    SecurityHeaders.add(to: &response.headers)
    metrics.count(.get, route: "refused", status: response.status.code, duration: .zero)
    return response
  }

  /// Logs a request that was answered by what was prepared for its target.
  func log(_ exchange: PreparedExchange) {
    let response = exchange.response
    logger.info(
      "\(exchange.method.rawValue) \(exchange.target.prefix { $0 != "?" }) \(response.status.code)",
      metadata: ["client": "\(exchange.clientAddress)", "bytes": "\(response.length)", "milliseconds": "0"])
  }

  // MARK: Routes

  private func run(_ route: Route, _ parameters: [String: String], _ exchange: ExchangeRecord) -> Reply {
    let name = route.path.description
    do {
      let known = route.documentation.query.map(\.name)
      let query = try QueryParameters(exchange.request.target.query, known: known)
      let routed = RoutedRequest(request: exchange.request, parameters: parameters, query: query)
      switch route.operation {
      case .immediate(let operation):
        switch try operation(routed) {
        case .now(let response): return .now(finish(response, exchange, route: name))
        case .prepared(let response):
          record(response.status, bytes: response.length, exchange, route: name)
          return .prepared(response)
        case .later(let work): return .later { finish(await work(), exchange, route: name) }
        case .waiting(let work): return .waiting { finish(await work(), exchange, route: name) }
        }
      case .asynchronous(let operation): return .later { await finish(operation, routed, exchange, route: name) }
      case .waiting(let operation):
        let work = { @Sendable in await finish(operation, routed, exchange, route: name) }
        // Looking at a long body takes a while, in which the thread that owns the socket serves others.
        return exchange.request.body.count > Self.longestBodyAtOnce ? .later(work) : .waiting(work)
      }
    } catch {
      return .now(finish(response(to: error, exchange), exchange, route: name))
    }
  }

  /// Bytes of a body that are looked at within a fraction of a millisecond.
  private static let longestBodyAtOnce = 64 << 10

  private func finish(
    _ operation: @Sendable (RoutedRequest) async throws -> Response, _ routed: RoutedRequest,
    _ exchange: ExchangeRecord, route name: String
  ) async -> Response {
    do {
      return finish(try await operation(routed), exchange, route: name)
    } catch {
      return finish(response(to: error, exchange), exchange, route: name)
    }
  }

  private func response(to error: any Error, _ exchange: ExchangeRecord) -> Response {
    if let problem = Problem(describing: error) { return problem.response }
    logger.error(
      "request failed",
      metadata: ["path": "\(exchange.request.target.path)", "error": "\(error)"])
    return Problem.internalError.response
  }

  private static func methodNotAllowed(_ method: HTTPRequest.Method, _ allowed: [HTTPRequest.Method]) -> Problem {
    let list = allowed.map(\.rawValue).joined(separator: ", ")
    return Problem(.methodNotAllowed, "\(method.rawValue.prefix(32)) is not one of \(list)", headers: [.allow: list])
  }

  // MARK: Files

  private func serve(_ file: PreparedResource, _ exchange: ExchangeRecord) -> Reply {
    guard exchange.request.method == .get || exchange.request.method == .head else {
      let problem = Self.methodNotAllowed(exchange.request.method, [.get, .head])
      return .now(finish(problem.response, exchange, route: "file"))
    }
    let response = file.response(to: exchange.request)
    record(response.status, bytes: response.length, exchange, route: "file")
    return .prepared(response)
  }

  // MARK: Records

  private func finish(_ response: Response, _ exchange: ExchangeRecord, route: String) -> Response {
    var response = response
    if case .prepared(let prepared) = response.body {
      record(prepared.status, bytes: prepared.length, exchange, route: route)
      return response
    }
    // Who is told that nothing has changed goes by what came with the body.
    if response.status != .notModified { SecurityHeaders.add(to: &response.headers) }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    response.compress(for: exchange.request)
    var bytes: Int?
    if case .bytes(let body) = response.body { bytes = body.count }
    record(response.status, bytes: bytes, exchange, route: route)
    return response
  }

  private func record(_ status: HTTPResponse.Status, bytes: Int?, _ exchange: ExchangeRecord, route: String) {
    let duration = ContinuousClock.now - exchange.start
    let request = exchange.request
    metrics.count(request.method, route: route, status: status.code, duration: duration)
    logger.info(
      "\(request.method.rawValue) \(request.target.path) \(status.code)",
      metadata: [
        "client": "\(request.clientAddress)",
        "bytes": "\(bytes.map(String.init) ?? "stream")",
        "milliseconds": "\(duration / .milliseconds(1))",
      ])
  }
}

/// A request and when it was whole.
private struct ExchangeRecord: Sendable {
  let request: Request
  let start = ContinuousClock.now
}

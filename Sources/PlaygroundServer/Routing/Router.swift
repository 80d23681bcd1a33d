import HTTPTypes

/// Finds the route of a request.
struct Router: Sendable {
  enum Match: Sendable {
    case found(Route, parameters: [String: String])
    /// The path is known, but not with this method.
    case methodNotAllowed(allowed: [HTTPRequest.Method])
    case notFound
  }

  let routes: [Route]
  /// By the number of segments; patterns with literals before those with parameters.
  private let routesByLength: [Int: [Route]]

  init(_ routes: [Route]) {
    self.routes = routes
    routesByLength = Dictionary(grouping: routes) { $0.path.segments.count }
      .mapValues { $0.sorted { $0.path.precedes($1.path) } }
  }

  /// - Parameter segments: the decoded segments of the path.
  func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
    // A response to HEAD is that to GET without its body, which the server leaves out.
    let wanted: HTTPRequest.Method = method == .head ? .get : method
    var allowed: [HTTPRequest.Method] = []
    for route in routesByLength[segments.count] ?? [] {
      guard let parameters = route.path.match(segments) else { continue }
      if route.method == wanted { return .found(route, parameters: parameters) }
      allowed.append(route.method)
      if route.method == .get { allowed.append(.head) }
    }
    return allowed.isEmpty ? .notFound : .methodNotAllowed(allowed: allowed)
  }
}

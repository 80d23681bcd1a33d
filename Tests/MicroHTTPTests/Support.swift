import HTTPTestClient
import HTTPTypes
import MicroHTTP

/// Runs a server for the length of `body`.
func withServer(
  _ configuration: Server.Configuration = .init(),
  handler: @escaping Server.Handler,
  body: (Server) async throws -> Void
) async throws {
  let server = try Server(configuration: configuration, handler: handler)
  do {
    try await body(server)
  } catch {
    await server.stop(gracePeriod: .zero)
    throw error
  }
  await server.stop(gracePeriod: .zero)
}

/// Answers with what it was asked: method, path and body.
let echo: Server.Handler = { request in
  let text = "\(request.method.rawValue) \(request.target.path) "
  return .now(Response(status: .ok, headers: [.contentType: "text/plain"], body: Array(text.utf8) + request.body))
}

/// The ways in which a handler answers later.
enum Deferral: CaseIterable, Sendable {
  case later
  case waiting

  func callAsFunction(_ work: @escaping @Sendable () async -> Response) -> Reply {
    switch self {
    case .later: .later(work)
    case .waiting: .waiting(work)
    }
  }

  /// Answers as ``echo``, from a task.
  var echo: Server.Handler {
    { request in
      self {
        await Task.yield()
        guard case .now(let response) = MicroHTTPTests.echo(request) else {
          return Response(status: .internalServerError)
        }
        return response
      }
    }
  }
}

let slowEcho = Deferral.later.echo

/// Holds tasks back until it is opened.
actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func wait() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}

struct StillBusy: Error {}

/// Waits until every request is done with, as it must be sooner or later.
func untilIdle(_ server: Server) async throws {
  for _ in 1...1000 {
    if server.activeRequests == 0 { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw StillBusy()
}

import HTTPTypes
import MicroHTTP
import Playground

/// Whether the server lives, whether it can work, and what it has done.
struct HealthRoutes: Sendable {
  var store: any PlaygroundStore
  /// Called each time the metrics are asked for.
  var measurements: @Sendable () -> String

  var routes: [Route] { [health, readiness, metrics] }

  private var health: Route {
    Route(
      .get, "/healthz", .plainText("getHealth", "Whether the process answers."), immediate: { _ in .now(.text("ok")) })
  }

  private var readiness: Route {
    var documentation = RouteDocumentation.plainText("getReadiness", "Whether the database answers.")
    documentation.problems = [.serviceUnavailable]
    return Route(
      .get, "/readyz", documentation,
      asynchronous: { [store] _ in
        try await store.ping()
        return .text("ok")
      })
  }

  private var metrics: Route {
    Route(
      .get, "/metrics", .plainText("getMetrics", "Counters and gauges in the text format of Prometheus."),
      immediate: { [measurements] _ in .now(.text(measurements())) })
  }
}

extension RouteDocumentation {
  fileprivate static func plainText(_ operationID: String, _ summary: String) -> RouteDocumentation {
    RouteDocumentation(
      operationID: operationID, tag: .server, summary: summary, content: .other(mediaType: "text/plain"))
  }
}

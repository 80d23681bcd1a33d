import HTTPTypes
import MicroHTTP

/// The page, at the addresses that open it.
struct PageRoutes: Sendable {
  var files: StaticFiles

  var routes: [Route] {
    [
      page("/", "getPage", "The page."),
      page("/s/{slug}", "getSharedPage", "The page, opened at what was shared; it asks for the share itself."),
    ]
  }

  private func page(_ path: PathPattern, _ operationID: String, _ summary: String) -> Route {
    let documentation = RouteDocumentation(
      operationID: operationID, tag: .page, summary: summary, content: .other(mediaType: "text/html"),
      isCacheable: true)
    return Route(
      .get, path, documentation,
      immediate: { [files] routed in
        guard let index = files.index else {
          throw Problem(.notFound, "this server has no page: index.html is missing in its public directory")
        }
        return .prepared(index.response(to: routed.request))
      })
  }
}

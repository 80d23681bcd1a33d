import HTTPTypes
import KubernetesAPI
import MicroHTTP

/// The description of all routes, itself included.
struct OpenAPIRoute: Sendable {
  /// - Parameter others: the routes that are described beside this one.
  static func route(describing others: [Route], bodyLimit: Int, answers: KeptAnswers) -> Route {
    let documentation = RouteDocumentation(
      operationID: "getOpenAPI", tag: .server, summary: "This description.", content: .json(schema: "OpenAPI"),
      headers: ["ETag"], isCacheable: true)
    let undecided = Route(
      .get, "/api/v1/openapi.json", documentation, immediate: { _ in throw Problem(.notFound, "no description") })
    let document = OpenAPIDocument(routes: others + [undecided], bodyLimit: bodyLimit).value
    var json = JSONWriter()
    json.write(document)
    return Route(
      .get, undecided.path, documentation,
      immediate: { [json] routed in
        .now(answers.keep(json, for: routed.request, route: undecided.path, since: answers.moment))
      })
  }
}

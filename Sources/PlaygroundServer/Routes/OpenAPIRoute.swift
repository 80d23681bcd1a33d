import HTTPTypes
import KubernetesAPI
import MicroHTTP

/// The description of all routes, itself included.
struct OpenAPIRoute: Sendable {
  /// - Parameter others: the routes that are described beside this one.
  static func route(describing others: [Route], bodyLimit: Int) -> Route {
    let documentation = RouteDocumentation(
      operationID: "getOpenAPI", tag: .server, summary: "This description.", content: .json(schema: "OpenAPI"))
    let undecided = Route(
      .get, "/api/v1/openapi.json", documentation, immediate: { _ in throw Problem(.notFound, "no description") })
    let document = OpenAPIDocument(routes: others + [undecided], bodyLimit: bodyLimit).value
    let response = Response.json { $0.write(document) }
    return Route(.get, undecided.path, documentation, immediate: { _ in .now(response) })
  }
}

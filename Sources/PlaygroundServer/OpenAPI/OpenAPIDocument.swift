import HTTPTypes
import KubernetesAPI

/// Describes routes as OpenAPI 3.1 does. The document is made of what the routes themselves say, so that it cannot
/// tell of a route that is not there, nor forget one.
struct OpenAPIDocument: Sendable {
  var routes: [Route]
  /// The limit that a 413 is about, in bytes.
  var bodyLimit: Int

  var value: JSONValue {
    var paths: JSONValue = [:]
    for route in routes {
      paths[route.path.description][route.method.rawValue.lowercased()] = operation(route)
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Berth", "version": "v1",
        "description":
          "See how a Kubernetes scheduler decides. Everything the page does, it does through these routes.",
      ],
      "servers": [["url": "/"]],
      "tags": .array(RouteDocumentation.Tag.allCases.map { ["name": .string($0.rawValue)] }),
      "paths": paths,
      "components": [
        "schemas": OpenAPISchemas.all,
        "securitySchemes": [
          "editToken": [
            "type": "http", "scheme": "bearer",
            "description": "The `editToken` that was given when the scenario was saved first.",
          ]
        ],
      ],
    ]
  }

  // MARK: Operations

  private func operation(_ route: Route) -> JSONValue {
    let documentation = route.documentation
    var operation: JSONValue = [
      "operationId": .string(documentation.operationID),
      "tags": [.string(documentation.tag.rawValue)],
      "summary": .string(documentation.summary),
    ]
    let parameters = parameters(route)
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if let body = documentation.body { operation["requestBody"] = requestBody(body) }
    operation["responses"] = responses(route)
    if documentation.changesSaved { operation["security"] = [["editToken": []]] }
    return operation
  }

  private func parameters(_ route: Route) -> [JSONValue] {
    var parameters: [JSONValue] = route.path.parameters.map { name in
      ["name": .string(name), "in": "path", "required": true, "schema": Self.schema(ofParameter: name, route)]
    }
    parameters += route.documentation.query.map { parameter in
      [
        "name": .string(parameter.name), "in": "query", "description": .string(parameter.description),
        "required": .bool(parameter.isRequired), "schema": parameter.schema,
      ]
    }
    if route.documentation.changesSaved {
      parameters.append([
        "name": "If-Match", "in": "header", "required": true, "schema": ["type": "string"],
        "description": "The ETag of the revision that is to be replaced.", "example": "\"1\"",
      ])
    }
    if route.documentation.isCacheable {
      parameters.append([
        "name": "If-None-Match", "in": "header", "schema": ["type": "string"],
        "description": "ETags that the client has; a current one among them is answered 304.",
      ])
    }
    return parameters
  }

  private static func schema(ofParameter name: String, _ route: Route) -> JSONValue {
    // The page comes whatever is asked for, and says itself that a share is not there.
    if route.documentation.tag == .page { return ["type": "string", "minLength": 1] }
    return name == "n"
      ? ["type": "integer", "minimum": 0, "maximum": 1_000_000_000]
      : ["type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9_-]+$"]
  }

  private func requestBody(_ body: RouteDocumentation.Body) -> JSONValue {
    var content: JSONValue = ["application/json": ["schema": Self.reference(body.schema)]]
    if body.acceptsYAML {
      content["application/yaml"] = [
        "schema": ["description": "The scenario's text: Kubernetes manifests in YAML or JSON, several in a row."]
      ]
    }
    return ["required": true, "content": content]
  }

  // MARK: Responses

  private func responses(_ route: Route) -> JSONValue {
    let documentation = route.documentation
    var responses: JSONValue = [:]
    responses[String(documentation.status.code)] = success(documentation)
    if documentation.isCacheable { responses["304"] = ["description": "The client has the current version."] }
    for status in problems(route) {
      responses[String(status.code)] = problem(status)
    }
    return responses
  }

  private func success(_ documentation: RouteDocumentation) -> JSONValue {
    var response: JSONValue = ["description": .string(documentation.summary)]
    switch documentation.content {
    case .none: break
    case .json(let schema): response["content"] = ["application/json": ["schema": Self.reference(schema)]]
    case .other(let mediaType): response["content"] = JSONValue.object([mediaType: ["schema": ["type": "string"]]])
    }
    for name in documentation.headers { response["headers"][name] = ["schema": ["type": "string"]] }
    return response
  }

  /// The problems that follow from what a route takes, and its own. 404 and 405 are the router's; 400, 413, 500, 501
  /// and 503 can meet any request.
  private func problems(_ route: Route) -> [HTTPResponse.Status] {
    let documentation = route.documentation
    var statuses: Set<HTTPResponse.Status> = [
      .badRequest, .notFound, .methodNotAllowed, .contentTooLarge, .internalServerError, .notImplemented,
      .serviceUnavailable,
    ]
    if documentation.body != nil { statuses.insert(.unsupportedMediaType) }
    if documentation.changesSaved {
      statuses.formUnion([.unauthorized, .forbidden, .preconditionFailed, .preconditionRequired])
    }
    statuses.formUnion(documentation.problems)
    return statuses.sorted { $0.code < $1.code }
  }

  private func problem(_ status: HTTPResponse.Status) -> JSONValue {
    var response: JSONValue = [
      "description": .string(description(of: status)),
      "content": ["application/problem+json": ["schema": Self.reference("Problem")]],
    ]
    for (mandated, field) in Self.mandatedFields where mandated == status {
      response["headers"] = JSONValue.object([field: ["schema": ["type": "string"]]])
    }
    return response
  }

  private static let mandatedFields: [(HTTPResponse.Status, String)] = [
    (.methodNotAllowed, "Allow"), (.serviceUnavailable, "Retry-After"), (.unauthorized, "WWW-Authenticate"),
    (.preconditionFailed, "ETag"),
  ]

  private func description(of status: HTTPResponse.Status) -> String {
    switch status {
    case .badRequest: "The request is not understood."
    case .unauthorized: "The edit token is missing."
    case .forbidden: "The token is not the edit token of this scenario."
    case .notFound: "There is no such thing."
    case .methodNotAllowed: "The path is known, but not with this method."
    case .preconditionFailed: "Somebody else saved in the meantime."
    case .contentTooLarge: "The body is longer than \(bodyLimit) bytes."
    case .unsupportedMediaType: "The body's media type is another one than those listed."
    case .unprocessableContent: "The scenario has mistakes, or asks for more than a limit allows; the problem names it."
    case .preconditionRequired: "If-Match is missing."
    case .notImplemented: "The body has a transfer coding other than chunked."
    case .serviceUnavailable: "The server is busy, stopping, or its database does not answer: try again."
    default: "The server failed to answer."
    }
  }

  private static func reference(_ schema: String) -> JSONValue {
    ["$ref": .string("#/components/schemas/\(schema)")]
  }
}

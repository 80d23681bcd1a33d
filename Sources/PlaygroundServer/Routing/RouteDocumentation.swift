import HTTPTypes
import KubernetesAPI
import Playground

/// What the OpenAPI document says about a route, beyond its method and path.
struct RouteDocumentation: Sendable {
  enum Tag: String, Sendable, CaseIterable {
    case scenarios, runs, comparisons, shares, server, page
  }

  /// What a successful response carries.
  enum Content: Sendable {
    case none
    /// A schema of the document's components.
    case json(schema: String)
    case other(mediaType: String)
  }

  struct QueryParameter: Sendable {
    var name: String
    var description: String
    var isRequired = false
    var schema: JSONValue
  }

  struct Body: Sendable {
    /// A schema of the document's components.
    var schema: String
    /// Whether a scenario's text is taken too, as `application/yaml`.
    var acceptsYAML = false
  }

  /// The name of the route in the document, unique there.
  var operationID: String
  var tag: Tag
  var summary: String
  var query: [QueryParameter] = []
  var body: Body?
  var status: HTTPResponse.Status = .ok
  var content: Content
  /// Header fields of the successful response.
  var headers: [String] = []
  /// A change of something saved: needs its edit token and If-Match.
  var changesSaved = false
  /// Whether a client may ask with If-None-Match.
  var isCacheable = false
  /// Statuses of problems beyond those that follow from the rest.
  var problems: [HTTPResponse.Status] = []
}

extension RouteDocumentation.QueryParameter {
  static let limit = Self(
    name: "limit", description: "Items on a page, at most.",
    schema: [
      "type": "integer", "minimum": .integer(Int64(Page.limits.lowerBound)),
      "maximum": .integer(Int64(Page.limits.upperBound)), "default": .integer(Int64(Page.defaultLimit)),
    ])
  static let `continue` = Self(
    name: "continue", description: "The token in `continue` of the page before.",
    schema: ["type": "string", "pattern": "^o[0-9]{1,9}$"])
  static let config = Self(
    name: "config", description: "The name of another of the scenario's configurations.",
    schema: ["type": "string", "pattern": "^[A-Za-z0-9._-]{1,253}$"])
  static let depth = Self(
    name: "depth", description: "`full` asks every filter about every Node.",
    schema: ["enum": ["decision", "full"], "default": "decision"])
  static let layout = Self(
    name: "layout", description: "`columns` gives arrays in the order of `nodeOrder`, one a plugin.",
    schema: ["enum": ["rows", "columns"], "default": "rows"])
  static let weights = Self(
    name: "weights",
    description: "Other weights, plugin:weight, …: the table is re-scored from the attempt's own scores.",
    schema: ["type": "string", "pattern": .string(weightsPattern)])
  static let requiredWeights = Self(
    name: "weights", description: "Other weights, plugin:weight, ….", isRequired: true,
    schema: ["type": "string", "pattern": .string(weightsPattern)])
  private static let weightPattern = "[A-Za-z][A-Za-z0-9]{0,62}:[1-9][0-9]{0,8}"
  private static let weightsPattern = "^\(weightPattern)(,\(weightPattern))*$"
  static let profile = Self(
    name: "profile",
    description: "The schedulerName of the one profile whose weights change; without it all that have the plugins.",
    schema: ["type": "string", "minLength": 1, "maxLength": 253])
  static let kind = Self(
    name: "kind", description: "Only objects of this kind.", schema: ["type": "string", "pattern": "^[A-Z][A-Za-z]*$"])
  static let shares = Self(
    name: "shares", description: "Whether the shares made of the scenario go with it.",
    schema: ["type": "boolean", "default": false])
}

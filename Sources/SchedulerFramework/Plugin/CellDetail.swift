public import KubernetesAPI

/// What stands behind a cell of the decision table, as data: a page or a command puts it into words.
public enum CellDetail: Sendable, Hashable {
  /// The taint that the Pod does not tolerate.
  case untoleratedTaint(Taint)
  /// A PreferNoSchedule taint that the Pod does not tolerate.
  case untoleratedPreferred(Taint)
  /// Milli-CPU or whole units; `used` is without this Pod.
  case insufficientResource(resource: String, requested: Int64, used: Int64, allocatable: Int64)
  case tooManyPods(used: Int64, allocatable: Int64)
  /// A requirement of the Pod's selector or affinity that the Node does not meet; `actual` is the Node's value.
  case nodeSelectorMismatch(key: String, operation: String, values: [String], actual: String?)
  case nodeNameMismatch(expected: String)
  case portConflict(port: Int64, networkProtocol: String, hostIP: String)
  case unschedulable
  /// One resource's part in a score; `requested` is with this Pod on the Node.
  case resourceScore(resource: String, requested: Int64, allocatable: Int64, weight: Int64, score: Int64)
  /// Shares of the Node in use with this Pod on it, in ten-thousandths, and how far they lie apart.
  case balance(fractions: [String: Int64], deviation: Int64)
  case imageScore(image: String, sizeBytes: Int64, nodesWithImage: Int64)
  /// A preferred term (counted from 0) that matches the Node.
  case preferredTerm(weight: Int64, term: Int64)
  /// A domain that has more selected Pods than the emptiest one by more than `maxSkew`; `skew` is with this Pod in it.
  case topologySkew(key: String, value: String, pods: Int64, minimum: Int64, skew: Int64, maxSkew: Int64)
  /// How many selected Pods a domain of the Node has.
  case topologySpread(key: String, value: String, pods: Int64)
  /// A required affinity term (counted from 0) without a matching Pod in the Node's domain; `value` is nil when the Node
  /// lacks the key.
  case podAffinityUnmet(term: Int64, key: String, value: String?)
  /// A required anti-affinity term (counted from 0) with matching Pods in the Node's domain.
  case podAntiAffinityConflict(term: Int64, key: String, value: String, pods: Int64)
  /// A domain whose Pods require that Pods like this one stay away.
  case existingAntiAffinityConflict(key: String, value: String, terms: Int64)
  /// What affinity terms of this Pod and of others weigh in a domain of the Node.
  case podAffinityScore(key: String, value: String, score: Int64)
  /// Anything a plugin has to say in its own words.
  case text(String)

  /// As the API gives it: an object with its `kind`.
  public var json: JSONValue {
    switch self {
    case .untoleratedTaint(let taint): ["kind": "untoleratedTaint", "taint": taint.json]
    case .untoleratedPreferred(let taint): ["kind": "untoleratedPreferred", "taint": taint.json]
    case .insufficientResource(let resource, let requested, let used, let allocatable):
      [
        "kind": "insufficientResource", "resource": .string(resource), "requested": .integer(requested),
        "used": .integer(used), "allocatable": .integer(allocatable),
      ]
    case .tooManyPods(let used, let allocatable):
      ["kind": "tooManyPods", "used": .integer(used), "allocatable": .integer(allocatable)]
    case .nodeSelectorMismatch(let key, let operation, let values, let actual):
      [
        "kind": "nodeSelectorMismatch", "key": .string(key), "operator": .string(operation),
        "values": JSONValue(values), "actual": actual.map(JSONValue.string) ?? .null,
      ]
    case .nodeNameMismatch(let expected): ["kind": "nodeNameMismatch", "expected": .string(expected)]
    case .portConflict(let port, let networkProtocol, let hostIP):
      [
        "kind": "portConflict", "port": .integer(port), "protocol": .string(networkProtocol),
        "hostIP": .string(hostIP),
      ]
    case .unschedulable: ["kind": "unschedulable"]
    case .resourceScore(let resource, let requested, let allocatable, let weight, let score):
      [
        "kind": "resourceScore", "resource": .string(resource), "requested": .integer(requested),
        "allocatable": .integer(allocatable), "weight": .integer(weight), "score": .integer(score),
      ]
    case .balance(let fractions, let deviation):
      [
        "kind": "balance",
        "fractions": .object(
          JSONObject(uniqueKeysWithValues: fractions.sorted { $0.key < $1.key }.map { ($0, Self.share($1)) })),
        "standardDeviation": Self.share(deviation),
      ]
    case .imageScore(let image, let sizeBytes, let nodes):
      [
        "kind": "imageScore", "image": .string(image), "sizeBytes": .integer(sizeBytes),
        "nodesWithImage": .integer(nodes),
      ]
    case .preferredTerm(let weight, let term):
      ["kind": "preferredTerm", "weight": .integer(weight), "term": .integer(term)]
    case .topologySkew(let key, let value, let pods, let minimum, let skew, let maxSkew):
      [
        "kind": "topologySkew", "key": .string(key), "value": .string(value), "pods": .integer(pods),
        "minimum": .integer(minimum), "skew": .integer(skew), "maxSkew": .integer(maxSkew),
      ]
    case .topologySpread(let key, let value, let pods):
      ["kind": "topologySpread", "key": .string(key), "value": .string(value), "pods": .integer(pods)]
    case .podAffinityUnmet(let term, let key, let value):
      [
        "kind": "podAffinityUnmet", "term": .integer(term), "key": .string(key),
        "value": value.map(JSONValue.string) ?? .null,
      ]
    case .podAntiAffinityConflict(let term, let key, let value, let pods):
      [
        "kind": "podAntiAffinityConflict", "term": .integer(term), "key": .string(key), "value": .string(value),
        "pods": .integer(pods),
      ]
    case .existingAntiAffinityConflict(let key, let value, let terms):
      [
        "kind": "existingAntiAffinityConflict", "key": .string(key), "value": .string(value),
        "terms": .integer(terms),
      ]
    case .podAffinityScore(let key, let value, let score):
      ["kind": "podAffinityScore", "key": .string(key), "value": .string(value), "score": .integer(score)]
    case .text(let text): ["kind": "text", "text": .string(text)]
    }
  }

  /// Ten-thousandths as a decimal fraction.
  private static func share(_ tenThousandths: Int64) -> JSONValue {
    let digits = String(tenThousandths % 10_000 + 10_000).dropFirst()
    return .number("\(tenThousandths / 10_000).\(digits)")
  }
}

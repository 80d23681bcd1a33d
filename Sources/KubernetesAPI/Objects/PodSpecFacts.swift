/// What follows from a Pod's spec alone. Most Pods of a cluster are alike, and so are the clusters that people work on: it is
/// found out once for all of them.
public final class PodSpecFacts: Sendable {
  /// The spec as it is stored, without members that say nothing.
  public let stored: JSONValue
  /// The status of a new Pod with this spec, but for conditions.
  public let newStatus: JSONValue
  /// The same as it is read.
  let newPodStatus: PodStatus
  /// Whether scheduling waits for gates.
  public let isGated: Bool
  /// What is wrong with it; only of a spec without volumes, as the claims of ephemeral ones are named after the Pod.
  let errors: [FieldError]
  /// Whether a Pod's own name has no part in what is wrong with its spec.
  public let areErrorsKnown: Bool
  let spec: Pod.SharedSpec
  let nodeName: String?

  private static let known = Memo<JSONValue, PodSpecFacts>()

  /// - Parameter value: A spec with its defaults, as it comes out of admission.
  public static func of(_ value: JSONValue) -> PodSpecFacts {
    let value = value.identified
    return known.value(of: value, weight: 3 * value.weight) { PodSpecFacts(value) }
  }

  private init(_ value: JSONValue) {
    var stored = value
    ZeroValues.drop(fromPart: &stored)
    self.stored = stored.identified
    newStatus = ["phase": "Pending", "qosClass": .string(QualityOfService.name(of: value))]
    newPodStatus = PodStatus(newStatus)
    isGated = !value["schedulingGates"].items.isEmpty
    areErrorsKnown = value["volumes"].isNull
    errors = areErrorsKnown ? PodValidation.errors(ofSpec: value, podName: "") : []
    spec = Pod.SharedSpec(PodSpec(stored))
    nodeName = Pod.nodeName(in: stored)
  }
}

extension Pod {
  /// A new Pod whose spec is known.
  init(_ metadata: ObjectMeta, _ facts: PodSpecFacts) {
    storage = Storage(metadata: metadata, spec: facts.spec, nodeName: facts.nodeName, status: facts.newPodStatus)
  }

  /// A Pod whose spec is known.
  ///
  /// - Parameter value: The whole Pod.
  public init(_ value: JSONValue, _ facts: PodSpecFacts) {
    storage = Storage(
      metadata: ObjectMeta(value["metadata"]), spec: facts.spec, nodeName: facts.nodeName,
      status: PodStatus(value["status"]))
  }
}

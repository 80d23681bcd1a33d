import KubernetesAPI

/// What becomes of the specs of new Pods on their way into the store. Most Pods of a cluster are alike, and so are the
/// clusters that people work on: it is found out once for all of them.
final class PodSpecAdmission: Sendable {
  private struct Question: Hashable, Sendable {
    let spec: JSONValue
    /// What else the plugins looked at.
    let objects: [KubernetesObject]

    func hash(into hasher: inout Hasher) { hasher.combine(spec) }

    var weight: Int { spec.weight + objects.reduce(0) { $0 + $1.value.weight } }
  }

  /// The plugins that have to be asked about every Pod.
  let checks: [any AdmissionPlugin]
  /// The other ones.
  private let completing: [any AdmissionPlugin]
  /// The kinds of the objects that have a part in what the other ones do.
  let kinds: [String]
  private let hinderingKinds: [String]
  private let isKnown: Bool
  private let admitted = Memo<Question, PodSpecFacts?>()

  init(_ plugins: [any AdmissionPlugin]) {
    var (checks, completing): ([any AdmissionPlugin], [any AdmissionPlugin]) = ([], [])
    var (kinds, hinderingKinds): ([String], [String]) = ([], [])
    var isKnown = true
    for plugin in plugins {
      switch plugin.podDependence {
      case .checksOnly:
        checks.append(plugin)
        continue
      case .spec: break
      case .specAndObjects(let kind): kinds.append(kind)
      case .specUnlessObjects(let kind): hinderingKinds.append(kind)
      case .unknown: isKnown = false
      }
      completing.append(plugin)
    }
    self.checks = checks
    self.completing = completing
    self.kinds = kinds
    self.hinderingKinds = hinderingKinds
    self.isKnown = isKnown
  }

  /// What is known of a spec that is stored as ``PodSpecFacts/stored``, if that follows from the spec as it is sent, and
  /// nothing is wrong with it.
  ///
  /// - Parameter objects: All there are of ``kinds``.
  /// - Returns: nil when the Pod has to go the way of all objects.
  func facts(
    of spec: JSONValue, in namespace: String, _ cluster: ObjectStore, _ objects: [KubernetesObject]
  ) -> PodSpecFacts? {
    guard isKnown, !hinderingKinds.contains(where: { cluster.hasObjects($0, namespace: namespace) }) else { return nil }
    let question = Question(spec: spec.identified, objects: objects)
    return admitted.value(of: question, weight: 3 * question.weight) { complete(spec, in: namespace, cluster) }
  }

  private func complete(_ spec: JSONValue, in namespace: String, _ cluster: ObjectStore) -> PodSpecFacts? {
    guard let resource = APIResource.find(apiVersion: "v1", kind: "Pod") else { return nil }
    let metadata: JSONValue = ["name": "any", "namespace": .string(namespace)]
    var pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec]
    Defaults.apply(to: &pod)
    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: "any", namespace: namespace, user: "",
      time: .start, content: KubernetesObject(pod), old: nil)
    // Whatever is refused here is refused once more, in words that name the Pod.
    do throws(APIStatus) {
      try completing.admit(&request, in: cluster)
      try completing.validate(request, in: cluster)
    } catch {
      return nil
    }
    let completed = request.object["spec"]
    guard request.object["metadata"] == metadata, !MatchLabelKeys.areUsed(inSpec: completed) else { return nil }
    PodFields.dropDisabled(fromSpec: &request.object["spec"])
    let facts = PodSpecFacts.of(request.object["spec"])
    let object = request.content
    let errors = Validation.errors(for: object, .pod(facts)) + UnsupportedFields.errors(in: object)
    return facts.areErrorsKnown && errors.isEmpty ? facts : nil
  }
}

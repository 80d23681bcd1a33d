import KubernetesAPI
import SchedulerFramework

/// What would let a Pod in on a Node that its nodeSelector and required node affinity, or what the profile adds to them, do
/// not choose.
struct NodeAffinityRemedies {
  /// Pairs of alternative terms that are tried for labels: the Pod's and the profile's.
  private static let triedPairs = 64
  private static let required = FieldPath(
    "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")

  let pod: Pod
  let added: NodeSelector?

  private typealias Requirement = NodeSelectorTerm.Requirement

  func remedies(for node: Node) -> [Remedy] {
    [labelling(node), relaxing(node)].compactMap { $0 }.map(Remedy.init)
  }

  // MARK: - The Pod asks for less

  private func relaxing(_ node: Node) -> [Remedy.Change] {
    let subject = Remedy.Subject.pod(pod.namespacedName)
    var changes: [Remedy.Change] = []
    if let added, !added.matches(labels: node.metadata.labels, name: node.name) {
      changes.append(.init(.dropAddedAffinity, of: .profile(pod.spec.schedulerName)))
    }
    for (key, value) in pod.spec.nodeSelector.sorted(by: { $0.key < $1.key })
    where node.metadata.labels[key] != value {
      changes.append(
        .init(
          .dropNodeSelector(key: key, value: value), of: subject,
          .remove(FieldPath("spec", "nodeSelector").key(key))))
    }
    if let required = pod.spec.affinity.requiredNodes,
      !required.matches(labels: node.metadata.labels, name: node.name)
    {
      let dropped = Self.droppingRequirements(of: required, for: node, subject)
      changes += dropped ?? [.init(.dropNodeAffinity, of: subject, .remove(Self.required))]
    }
    return changes
  }

  /// Drops what keeps the Node from matching the term that comes closest; nil when no term would keep a requirement, since
  /// an empty term matches nothing.
  private static func droppingRequirements(
    of selector: NodeSelector, for node: Node, _ subject: Remedy.Subject
  ) -> [Remedy.Change]? {
    var closest: [Remedy.Change]?
    for (number, term) in selector.terms.enumerated() {
      let path = required.field("nodeSelectorTerms").index(number)
      func drop(_ list: String, _ requirements: [Requirement], actual: (Requirement) -> String?) -> [Remedy.Change] {
        requirements.indices.reversed().filter { !requirements[$0].matches(actual(requirements[$0])) }.map { index in
          let requirement = requirements[index]
          return .init(
            .dropNodeRequirement(
              term: number, key: requirement.key, operation: requirement.operation?.rawValue ?? "",
              values: requirement.values), of: subject, .remove(path.field(list).index(index)))
        }
      }
      let changes =
        drop("matchExpressions", term.matchExpressions) { node.metadata.labels[$0.key] }
        + drop("matchFields", term.matchFields) { $0.key == "metadata.name" ? node.name : nil }
      let isKept = changes.count < term.matchExpressions.count + term.matchFields.count
      if isKept, changes.count < closest?.count ?? .max { closest = changes }
    }
    return closest
  }

  // MARK: - The Node gets labels

  /// nil when no labels do, such as where the Node's name is asked for.
  private func labelling(_ node: Node) -> [Remedy.Change]? {
    let own = pod.spec.nodeSelector.map { key, value in
      Requirement(["key": .string(key), "operator": "In", "values": [.string(value)]])
    }
    var fewest: [Remedy.Change]?
    var tried = 0
    for term in Self.terms(of: pod.spec.affinity.requiredNodes, for: node) {
      for addedTerm in Self.terms(of: added, for: node) {
        tried += 1
        guard tried <= Self.triedPairs else { return fewest }
        guard let labels = Self.labels(meeting: own + term + addedTerm, on: node) else { continue }
        let changes = LabelChange.labelling(node, labels)
        if !changes.isEmpty, changes.count < fewest?.count ?? .max { fewest = changes }
      }
    }
    return fewest
  }

  /// The label requirements of each term whose fields the Node matches; without a selector, one term that asks for nothing.
  private static func terms(of selector: NodeSelector?, for node: Node) -> [[Requirement]] {
    guard let selector else { return [[]] }
    return selector.terms.filter { term in
      !term.isEmpty && term.matchFields.allSatisfy { $0.matches($0.key == "metadata.name" ? node.name : nil) }
    }.map(\.matchExpressions)
  }

  private static func labels(meeting requirements: [Requirement], on node: Node) -> [String: String?]? {
    var labels: [String: String?] = [:]
    for (key, requirements) in Dictionary(grouping: requirements, by: \.key) {
      let now = node.metadata.labels[key]
      guard let value = LabelSolver.value(meeting: requirements, now: now) else { return nil }
      if key == LabelChange.hostname, value != now { return nil }
      labels[key] = .some(value)
    }
    return labels
  }
}

import KubernetesAPI
import SchedulerFramework

/// What would let a Pod in on a Node that its `DoNotSchedule` constraints reject.
struct SpreadRemedies {
  /// Subsets of constraints that are counted anew at most, each over the whole cluster.
  private static let countedSubsets = 32
  /// How Pods are spread, with what many rows ask for.
  private struct Counted {
    let state: SpreadFilterState
    let minimums: [Int64?]

    init(_ state: SpreadFilterState) {
      self.state = state
      minimums = state.minimums
    }

    func problems(on row: Int) -> [SpreadFilterState.Problem] { state.problems(on: row, above: minimums) }
  }

  private static let list = FieldPath("spec", "topologySpreadConstraints")

  private let pod: Pod
  private let cluster: ClusterState
  private let constraints: [SpreadConstraint]
  private let all: Counted
  /// Pods that are there on trial do not show when Pods are counted anew.
  private let isOnTrial: Bool
  /// What is left when constraints are dropped, by the places of those.
  private var relaxed: [Set<Int>: Counted] = [:]

  init(
    _ constraints: [SpreadConstraint], state: SpreadFilterState, pod: Pod, cluster: ClusterState, isOnTrial: Bool
  ) {
    self.isOnTrial = isOnTrial
    self.constraints = constraints
    all = Counted(state)
    self.pod = pod
    self.cluster = cluster
  }

  mutating func remedies(row: Int) -> [Remedy] {
    let problems = all.problems(on: row)
    let remedies = [raising(problems), labelling(row, problems), dropping(row, problems)]
    return remedies.compactMap { $0 }.map(Remedy.init)
  }

  /// Whether the constraints are the Pod's own, and not the profile's.
  private var isOwn: Bool { !pod.spec.topologySpreadConstraints.isEmpty }

  /// The place of a constraint in the Pod's list, which also has those that do not reject Nodes.
  private func place(of index: Int) -> Int {
    let own = pod.spec.topologySpreadConstraints
    return own.indices.filter { own[$0].isHard }[index]
  }

  // MARK: - More skew

  private func raising(_ problems: [SpreadFilterState.Problem]) -> [Remedy.Change]? {
    guard isOwn else { return nil }
    var changes: [Remedy.Change] = []
    for problem in problems {
      guard let skew = problem.skew else { return nil }
      let constraint = constraints[problem.constraint]
      changes.append(
        .init(
          .raiseMaxSkew(topologyKey: constraint.topologyKey, from: constraint.maxSkew, to: skew),
          of: .pod(pod.namespacedName),
          .add(Self.list.index(place(of: problem.constraint)).field("maxSkew"), .integer(skew))))
    }
    return changes
  }

  // MARK: - Labels that the Node lacks

  /// Only for a Node that brings no Pods into the domains it would join, so that nothing else changes there.
  private func labelling(_ row: Int, _ problems: [SpreadFilterState.Problem]) -> [Remedy.Change]? {
    guard !problems.isEmpty, problems.allSatisfy({ $0.skew == nil }), !bringsPods(row) else { return nil }
    let node = cluster.nodes[row]
    var labels: [String: String?] = [:]
    for problem in problems {
      let key = constraints[problem.constraint].topologyKey
      guard labels[key] == nil else { return nil }
      let isHostname = key == LabelChange.hostname
      let domain = isHostname ? nil : all.state.roomiestDomain(of: problem.constraint)
      // Where no Node has the label, or all domains are full, the Node is a domain of its own.
      let value = domain ?? node.name
      guard NameFormat.labelValue(value).isEmpty, !isHostname || all.state.isFree(value, of: problem.constraint) else {
        return nil
      }
      labels[key] = .some(value)
    }
    return LabelChange.labelling(node, labels)
  }

  private func bringsPods(_ row: Int) -> Bool {
    cluster.podsOnRow[row].contains { info in
      info.pod.metadata.namespace == pod.metadata.namespace && constraints.contains { $0.selects(info.pod) }
    }
  }

  // MARK: - Fewer constraints

  private mutating func dropping(_ row: Int, _ problems: [SpreadFilterState.Problem]) -> [Remedy.Change]? {
    guard isOwn else { return overridingDefaults }
    return dropped(on: row, beginningWith: Set(problems.map(\.constraint))).sorted(by: >).map { softening($0) }
  }

  /// Makes a wish of a constraint; drops it where the Pod has that wish already.
  private func softening(_ index: Int) -> Remedy.Change {
    let own = pod.spec.topologySpreadConstraints
    let (key, place) = (constraints[index].topologyKey, place(of: index))
    let path = Self.list.index(place)
    if own.contains(where: { !$0.isHard && $0.topologyKey == key }) {
      return .init(.dropSpreadConstraint(topologyKey: key), of: .pod(pod.namespacedName), .remove(path))
    }
    var patch: [JSONPatch.Operation] = [.add(path.field("whenUnsatisfiable"), "ScheduleAnyway")]
    // Only constraints that reject Nodes may have it.
    if own[place].minDomains != nil { patch.append(.remove(path.field("minDomains"))) }
    return .init(.softenSpreadConstraint(topologyKey: key), of: .pod(pod.namespacedName), patch)
  }

  /// The constraints that have to go. Without one, others count more Nodes and may say no then: those go too.
  private mutating func dropped(on row: Int, beginningWith violated: Set<Int>) -> Set<Int> {
    var dropped = violated
    while dropped.count < constraints.count {
      guard let rest = rest(without: dropped) else { break }
      let kept = constraints.indices.filter { !dropped.contains($0) }
      let more = rest.problems(on: row).map { kept[$0.constraint] }
      if more.isEmpty { return dropped }
      dropped.formUnion(more)
    }
    return Set(constraints.indices)
  }

  private mutating func rest(without dropped: Set<Int>) -> Counted? {
    if let known = relaxed[dropped] { return known }
    guard !isOnTrial, relaxed.count < Self.countedSubsets else { return nil }
    let kept = constraints.indices.filter { !dropped.contains($0) }.map { constraints[$0] }
    let rest = Counted(SpreadFilterState(kept, pod: pod, cluster: cluster))
    relaxed[dropped] = rest
    return rest
  }

  /// Constraints of its own free a Pod from those of the profile.
  private var overridingDefaults: [Remedy.Change] {
    let own = constraints.map { constraint -> JSONValue in
      [
        "topologyKey": .string(constraint.topologyKey), "maxSkew": .integer(constraint.maxSkew),
        "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": constraint.selector?.json ?? .null,
      ]
    }
    let keys = constraints.map(\.topologyKey)
    return [
      .init(
        .overrideDefaultConstraints(topologyKeys: keys), of: .pod(pod.namespacedName), .add(Self.list, .array(own)))
    ]
  }
}

extension LabelSelector {
  fileprivate var json: JSONValue {
    let expressions = requirements.map { requirement -> JSONValue in
      var json: JSONValue = [
        "key": .string(requirement.key), "operator": .string(requirement.operation.rawValue),
      ]
      if !requirement.values.isEmpty { json["values"] = JSONValue(requirement.values) }
      return json
    }
    return ["matchExpressions": .array(expressions)]
  }
}

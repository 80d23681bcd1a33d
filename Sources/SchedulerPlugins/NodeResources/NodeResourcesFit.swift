public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes that lack what the Pod requests, and scores the rest by how much would be left or used.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/resource-bin-packing/>
public struct NodeResourcesFit: Plugin {
  public static let name = "NodeResourcesFit"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter, .preScore, .score]

  static let tooManyPods = "Too many pods"
  static func insufficient(_ resource: String) -> String { "Insufficient \(resource)" }

  private let arguments: NodeResourcesFitArguments
  private let kind: NodeResourcesFitArguments.ScoringStrategy.Kind?
  private let scored: [(name: String, weight: Int64)]

  public init(arguments: NodeResourcesFitArguments) {
    self.arguments = arguments
    kind = arguments.scoringStrategy.kind
    scored = arguments.scoringStrategy.resources.map { (name: $0.name, weight: Int64($0.weight)) }
  }

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.pod, [.delete, .updatePodScaleDown]), ClusterEvent(.node, [.add, .updateNodeAllocatable]),
    ]
  }

  /// A Node helps that is large enough when empty and is new, or offers more than before of what the Pod requests; a Pod on
  /// a Node when it goes or requests less of it.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    let requests = PodRequests.total(of: pod.spec).quantities.filter { name, amount in
      !amount.isZero && !Self.isIgnored(name, arguments)
    }
    switch (change.old, change.new) {
    case (.pod(let gone)?, nil): return gone.holdsPlace ? .queue : .skip
    case (.pod(let old)?, .pod(let new)?):
      if new.metadata.uid == pod.metadata.uid { return .queue }
      if new.nodeName == nil { return .skip }
      let before = PodRequests.total(of: old.spec)
      let after = PodRequests.total(of: new.spec)
      let isSmaller = requests.keys.contains { name in
        (after[name] ?? Quantity(0)) < (before[name] ?? Quantity(0))
      }
      return isSmaller ? .queue : .skip
    case (let old, .node(let node)?):
      let fits = requests.allSatisfy { name, amount in node.allocatable[name].map { amount <= $0 } ?? false }
      guard fits, (node.allocatable["pods"]?.value ?? 0) > 0 else { return .skip }
      guard let old = old?.node else { return .queue }
      let offersMore = (Array(requests.keys) + ["pods"]).contains { name in
        (old.allocatable[name] ?? Quantity(0)) < (node.allocatable[name] ?? Quantity(0))
      }
      return offersMore ? .queue : .skip
    default: return .queue
    }
  }

  private static func isIgnored(_ resource: String, _ arguments: NodeResourcesFitArguments) -> Bool {
    guard ResourceVocabulary.isExtended(resource) else { return false }
    let group = String(resource.prefix { $0 != "/" })
    return arguments.ignoredResources.contains(resource) || arguments.ignoredResourceGroups.contains(group)
  }

  public func dependence(for pod: Pod) -> Dependence { .nodeAndItsPods }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod, cluster: cluster, plugin: self)
  }

  private final class Cycle: PluginCycle {
    private let pod: PodInfo
    private let cluster: ClusterState
    private let scorer: ResourceScorer
    /// What the Pod requests and a Node must have: without zeros and without ignored resources; nil before PreFilter.
    @exclusivity(unchecked) private var required: [PodInfo.Request]?
    /// What was said about Nodes that lack something.
    @exclusivity(unchecked) private var statuses: [(shortage: Shortage, status: Status)] = []
    private let arguments: NodeResourcesFitArguments
    private let kind: NodeResourcesFitArguments.ScoringStrategy.Kind?

    init(pod: PodInfo, cluster: ClusterState, plugin: NodeResourcesFit) {
      self.pod = pod
      self.cluster = cluster
      arguments = plugin.arguments
      kind = plugin.kind
      scorer = ResourceScorer(resources: plugin.scored, pod: pod, cluster: cluster, counting: .assumed)
    }

    // MARK: Filter

    func preFilter() -> PreFilterResult {
      required = pod.requests.filter {
        $0.amount > 0
          && ($0.resource <= ResourceVocabulary.ephemeralStorage
            || !NodeResourcesFit.isIgnored(cluster.vocabulary.names[$0.resource], arguments))
      }
      .sorted { Self.reportingOrder($0, $1, cluster.vocabulary) }
      return PreFilterResult(.success)
    }

    /// cpu, memory and ephemeral-storage first, then other resources by name.
    private static func reportingOrder(
      _ left: PodInfo.Request, _ right: PodInfo.Request, _ vocabulary: ResourceVocabulary
    ) -> Bool {
      let isScalar = (
        left.resource > ResourceVocabulary.ephemeralStorage, right.resource > ResourceVocabulary.ephemeralStorage
      )
      return isScalar == (true, true)
        ? vocabulary.names[left.resource] < vocabulary.names[right.resource] : left.resource < right.resource
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let required else {
        column.reject(
          rows, Status(.error, CycleState.missing("PreFilterNodeResourcesFit", prefix: "error reading")))
        return
      }
      if cluster.areAllRows(rows), isEnoughEverywhere(required) { return }
      var isOut = false
      let (pods, allowed) = (cluster.podCounts, cluster.allowedPods)
      for row in rows where pods[row] + 1 > allowed[row] {
        column.reject(row, .unnamed)
        isOut = true
      }
      for request in required {
        let (allocatable, requested) = (
          cluster.allocatable(of: request.resource), cluster.requested(of: request.resource)
        )
        let amount = request.amount
        for row in rows where amount > allocatable[row] &- requested[row] {
          column.reject(row, .unnamed)
          isOut = true
        }
      }
      if isOut { nameRejections(of: rows, in: &column, required) }
    }

    /// Whether no Node at all lacks anything, which is found out much sooner than which one does.
    private func isEnoughEverywhere(_ required: [PodInfo.Request]) -> Bool {
      Self.isEnough(cluster.allowedPods, cluster.podCounts, 1)
        && required.allSatisfy {
          Self.isEnough(cluster.allocatable(of: $0.resource), cluster.requested(of: $0.resource), $0.amount)
        }
    }

    /// False also for amounts that are too large to be compared like this.
    private static func isEnough(
      _ offered: ContiguousArray<Int64>, _ used: ContiguousArray<Int64>, _ amount: Int64
    ) -> Bool {
      let (offered, used) = (offered.span, used.span)
      guard offered.count == used.count else { return false }
      var left: Int64 = 0
      var seen = amount
      for row in offered.indices {
        left |= offered[row] &- used[row] &- amount
        seen |= offered[row] | used[row]
      }
      return left >= 0 && seen >= 0 && seen < 1 << 60
    }

    /// Says what each rejected Node lacks. Nodes that lack the same things are many, so the texts are made once.
    private func nameRejections(of rows: [Int], in column: inout FilterColumn, _ required: [PodInfo.Request]) {
      var last: (shortage: Shortage, rejection: FilterColumn.Rejection)?
      for row in rows where !column.passes(row) {
        let shortage = shortage(on: row, of: required)
        // A shortage has only so many bits.
        if last?.shortage != shortage || required.count > Shortage.bits {
          last = (shortage, column.intern(status(for: shortage, on: row, of: required)))
        }
        if let last { column.reject(row, last.rejection) }
      }
    }

    private func status(for shortage: Shortage, on row: Int, of required: [PodInfo.Request]) -> Status {
      if required.count > Shortage.bits { return status(on: row, of: required) }
      if let known = statuses.first(where: { $0.shortage == shortage }) { return known.status }
      let status = status(on: row, of: required)
      statuses.append((shortage, status))
      return status
    }

    /// What a Node lacks, for comparison.
    private struct Shortage: Equatable {
      static let bits = UInt64.bitWidth

      var isFull = false
      /// A bit a request.
      var requests: UInt64 = 0
      var isResolvable = true
    }

    private func shortage(on row: Int, of required: [PodInfo.Request]) -> Shortage {
      var shortage = Shortage()
      shortage.isFull = isFull(row)
      for index in required.indices where isShort(required[index], on: row) {
        shortage.requests |= 1 << UInt64(index)
        if isTooLarge(required[index], for: row) { shortage.isResolvable = false }
      }
      return shortage
    }

    private func status(on row: Int, of required: [PodInfo.Request]) -> Status {
      let short = required.filter { isShort($0, on: row) }
      return Status(
        short.contains { isTooLarge($0, for: row) } ? .unschedulableAndUnresolvable : .unschedulable,
        reasons: (isFull(row) ? [NodeResourcesFit.tooManyPods] : [])
          + short.map { NodeResourcesFit.insufficient(cluster.vocabulary.names[$0.resource]) })
    }

    private func isFull(_ row: Int) -> Bool { cluster.podCounts[row] + 1 > cluster.allowedPods[row] }

    /// Whether even an empty Node has not enough, so that no eviction can help.
    private func isTooLarge(_ request: PodInfo.Request, for row: Int) -> Bool {
      request.amount > cluster.allocatable(of: request.resource)[row]
    }

    private func isShort(_ request: PodInfo.Request, on row: Int) -> Bool {
      request.amount > cluster.allocatable(of: request.resource)[row] &- cluster.requested(of: request.resource)[row]
    }

    // MARK: Score

    var normalization: Normalization { .none }

    func score(into column: inout ScoreColumn) {
      switch kind {
      case .leastAllocated, nil: scorer.weightedMeans(into: &column, prefersFree: true)
      case .mostAllocated: scorer.weightedMeans(into: &column, prefersFree: false)
      case .requestedToCapacityRatio:
        let ratio = requestedToCapacityRatio
        for (index, row) in column.rows.enumerated() { column[index] = ratio.score(scorer.usage(on: row)) }
      }
    }

    private var requestedToCapacityRatio: RequestedToCapacityRatio {
      RequestedToCapacityRatio(shape: arguments.scoringStrategy.shape ?? [])
    }

    /// One resource by itself.
    private func score(_ usage: ResourceScorer.Usage) -> Int64 {
      let (requested, allocatable) = (usage.requested, usage.allocatable)
      return switch kind {
      case .leastAllocated, nil: ResourceScorer.share(requested: requested, of: allocatable, prefersFree: true)
      case .mostAllocated: ResourceScorer.share(requested: requested, of: allocatable, prefersFree: false)
      case .requestedToCapacityRatio: requestedToCapacityRatio.score([usage])
      }
    }

    // MARK: Details

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      if point == .score {
        return scorer.usage(on: row).map {
          .resourceScore(
            resource: $0.resource, requested: $0.requested, allocatable: $0.allocatable, weight: $0.weight,
            score: score($0))
        }
      }
      return shortages(on: row).map { shortage in
        shortage.resource == FitRemedies.pods
          ? .tooManyPods(used: shortage.used, allocatable: shortage.allocatable)
          : .insufficientResource(
            resource: shortage.resource, requested: shortage.requested, used: shortage.used,
            allocatable: shortage.allocatable)
      }
    }

    func remedies(row: Int) -> [Remedy] {
      FitRemedies(pod: pod.pod, node: cluster.nodes[row], shortages: shortages(on: row)).remedies
    }

    /// What the Node lacks, in the order of the reasons.
    private func shortages(on row: Int) -> [FitRemedies.Shortage] {
      var shortages: [FitRemedies.Shortage] = []
      if isFull(row) {
        shortages.append(
          .init(
            resource: FitRemedies.pods, requested: 1, used: cluster.podCounts[row],
            allocatable: cluster.allowedPods[row]))
      }
      for request in required ?? [] where isShort(request, on: row) {
        shortages.append(
          .init(
            resource: cluster.vocabulary.names[request.resource], requested: request.amount,
            used: cluster.requested(of: request.resource)[row],
            allocatable: cluster.allocatable(of: request.resource)[row]))
      }
      return shortages
    }
  }
}

public import KubernetesAPI
public import SchedulerFramework

/// What came of a run.
public struct SimulationResult: Sendable {
  /// Where a Pod is at the end.
  public struct Placement: Sendable, Hashable {
    public var pod: NamespacedName
    /// nil for a Pod without a Node.
    public var node: String?
    /// The profile that serves the Pod; nil when no scheduler was needed or none has its schedulerName.
    public var profile: String?
    /// How often schedulers tried it.
    public var attempts: Int
    /// Why it has no Node.
    public var message: String?
  }

  public struct Metrics: Sendable, Hashable {
    /// Pods with a Node that have not ended.
    public var bound = 0
    /// Pods without a Node.
    public var pending = 0
    /// Pods that were made to go for one of higher priority, over the whole run.
    public var preempted = 0
    /// Nodes of the cluster.
    public var nodes = 0
    /// Nodes with at least one Pod that has not ended.
    public var nodesInUse = 0
    /// What the bound Pods request in sum: milli-CPU, bytes, or whole units.
    public var requested: [String: Int64] = [:]
    /// What the Nodes offer in sum, in the same units.
    public var allocatable: [String: Int64] = [:]
  }

  public var steps: [SimulationStep]
  public var events: [EventRecord]
  public var attempts: [AttemptOutcome]
  /// In the order in which the Pods were created.
  public var placements: [Placement]
  public var metrics: Metrics
  /// `quiet`, or what ended the run.
  public var end: String
  /// The moment the run ended.
  public var endedAt: VirtualTime
}

extension SimulationResult.Metrics {
  init(of store: ObjectStore, preempted: Int) {
    self.preempted = preempted
    var used: Set<String> = []
    var requests: [ObjectIdentifier: [String: Int64]] = [:]
    for object in store.objects("Pod") {
      let pod = object.pod
      if pod.isTerminated { continue }
      guard let node = pod.spec.nodeName else {
        pending += 1
        continue
      }
      bound += 1
      used.insert(node)
      let known = requests[pod.specIdentity]
      let amounts = known ?? Amounts.of(PodRequests.total(of: pod.spec))
      if known == nil { requests[pod.specIdentity] = amounts }
      Amounts.add(amounts, to: &requested)
    }
    for object in store.objects("Node") {
      nodes += 1
      Amounts.add(object.node.allocatable, to: &allocatable)
    }
    nodesInUse = used.count
  }
}

/// Amounts as whole numbers: milli-CPU, and units of everything else.
enum Amounts {
  static func add(_ list: ResourceList, to sums: inout [String: Int64]) {
    for (name, amount) in list.quantities { add(name == "cpu" ? amount.milliValue : amount.value, of: name, to: &sums) }
  }

  static func add(_ amounts: [String: Int64], to sums: inout [String: Int64]) {
    for (name, number) in amounts { add(number, of: name, to: &sums) }
  }

  private static func add(_ number: Int64, of name: String, to sums: inout [String: Int64]) {
    let (sum, overflow) = (sums[name] ?? 0).addingReportingOverflow(number)
    sums[name] = overflow ? .max : sum
  }

  static func of(_ list: ResourceList) -> [String: Int64] {
    var sums: [String: Int64] = [:]
    add(list, to: &sums)
    return sums
  }
}

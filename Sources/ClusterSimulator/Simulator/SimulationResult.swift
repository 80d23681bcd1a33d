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
    /// What the bound Pods request in sum.
    public var requested = ResourceAmounts()
    /// What the Nodes offer in sum.
    public var allocatable = ResourceAmounts()
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
  init(of pods: [KubernetesObject], on nodes: [KubernetesObject], preempted: Int) {
    self.preempted = preempted
    var used = Set<String>(minimumCapacity: nodes.count)
    var requests = RequestsBySpec()
    for object in pods {
      let pod = object.pod
      if pod.isTerminated { continue }
      guard let node = pod.nodeName else {
        pending += 1
        continue
      }
      bound += 1
      used.insert(node)
      requested.add(requests.of(pod))
    }
    self.nodes = nodes.count
    var (list, amounts) = (ResourceList(), ResourceAmounts())
    for object in nodes {
      let offered = object.node.allocatable
      // Most Nodes offer what the one before them does.
      if offered != list { (list, amounts) = (offered, ResourceAmounts(offered)) }
      allocatable.add(amounts)
    }
    nodesInUse = used.count
  }
}

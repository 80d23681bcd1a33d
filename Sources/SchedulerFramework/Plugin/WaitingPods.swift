public import KubernetesAPI

/// A Pod that has a Node but is not bound yet, because Permit plugins made it wait (`framework.WaitingPod`).
public struct WaitingPod: Sendable {
  /// A plugin that has not allowed the Pod yet.
  public struct Pending: Sendable, Hashable {
    public var plugin: String
    public var timeout: Duration
    /// When the Pod is rejected in the plugin's name.
    public var until: VirtualTime
  }

  /// The Pod as it is assumed: with its `spec.nodeName`.
  public let pod: Pod
  public let node: String
  /// The plugins that it waits for, in the order of the profile.
  public internal(set) var pending: [Pending]

  public var name: NamespacedName { pod.namespacedName }

  /// When it is rejected unless it has been allowed.
  public var until: VirtualTime { pending.map(\.until).min() ?? .start }
}

/// The Pods of a scheduler that wait at Permit, and what plugins may do about them (a part of `framework.Handle`).
///
/// Plugins find it in their ``ClusterState``. What they decide takes effect once the attempt they decide it in is over.
///
///     for waiting in cluster.waitingPods.pods where isSibling(waiting.pod) {
///       cluster.waitingPods.allow(waiting.name, by: Self.name)
///     }
public struct WaitingPods: Sendable {
  /// What became of a waiting Pod.
  public enum Verdict: Sendable, Hashable {
    /// Every plugin that made it wait has allowed it.
    case allowed
    /// - Parameter plugin: empty when no plugin did it but the Pod's end.
    case rejected(plugin: String, message: String)
  }

  public struct Decision: Sendable {
    public var pod: WaitingPod
    public var verdict: Verdict
  }

  /// In the order in which they began to wait.
  public private(set) var pods: [WaitingPod] = []
  private var decisions: [Decision] = []
  private var activations: [NamespacedName] = []

  public init() {}

  public subscript(name: NamespacedName) -> WaitingPod? { pods.first { $0.name == name } }

  // MARK: For plugins

  /// The plugin no longer keeps the Pod waiting. The Pod is bound when no other one does.
  public mutating func allow(_ name: NamespacedName, by plugin: String) {
    guard let index = pods.firstIndex(where: { $0.name == name }) else { return }
    pods[index].pending.removeAll { $0.plugin == plugin }
    if pods[index].pending.isEmpty { decide(index, .allowed) }
  }

  /// The Pod loses its Node and goes back to the queue as unschedulable by the plugin.
  public mutating func reject(_ name: NamespacedName, by plugin: String, _ message: String) {
    guard let index = pods.firstIndex(where: { $0.name == name }) else { return }
    decide(index, .rejected(plugin: plugin, message: message))
  }

  /// Has Pods tried next that wait in the queue, whatever held them back but gates (`PodsToActivate`). Forgotten when the
  /// attempt finds no Node.
  public mutating func activate(_ names: [NamespacedName]) { activations += names }

  private mutating func decide(_ index: Int, _ verdict: Verdict) {
    decisions.append(Decision(pod: pods.remove(at: index), verdict: verdict))
  }

  // MARK: For who runs the scheduler

  /// A Pod begins to wait.
  public mutating func add(_ pod: Pod, on node: String, waits: [PermitWait], at now: VirtualTime) {
    let pending = waits.map {
      WaitingPod.Pending(plugin: $0.plugin, timeout: $0.timeout, until: now.advanced(by: $0.timeout))
    }
    pods.append(WaitingPod(pod: pod, node: node, pending: pending))
  }

  /// When the next Pod has waited long enough; nil when none waits.
  public var nextTimeout: VirtualTime? { pods.map(\.until).min() }

  /// Rejects the Pod whose time was over first. One at a time: it may take others with it.
  ///
  /// - Returns: Whether there was one.
  public mutating func rejectTimedOut(at now: VirtualTime) -> Bool {
    guard let until = nextTimeout, until <= now, let pod = pods.first(where: { $0.until == until }),
      let pending = pod.pending.first(where: { $0.until == until })
    else { return false }
    let timeout = ConfigurationDuration(pending.timeout)
    reject(
      pod.name, by: pending.plugin, "rejected due to timeout after waiting \(timeout) at plugin \(pending.plugin)")
    return true
  }

  /// The first decision that has not been carried out yet.
  public mutating func takeDecision() -> Decision? { decisions.isEmpty ? nil : decisions.removeFirst() }

  /// The Pods to be tried next.
  public mutating func takeActivations() -> [NamespacedName] {
    defer { activations = [] }
    return activations
  }
}

import Bytes
import KubernetesAPI
import SchedulerFramework

/// A Pod that has got a Node and waits at Permit.
struct PendingBinding {
  /// As it was tried, without a Node.
  let pod: Pod
  let binding: BindingCycle
  let attempt: Int
}

extension SchedulerProcess {
  // MARK: A Node was found

  /// Binds the Pod, or lets it wait on its Node.
  mutating func place(_ pod: Pod, _ binding: BindingCycle, attempt: Int, in cluster: inout SimulatedCluster) {
    queue.activate(scheduler.cluster.waitingPods.takeActivations(), rules: rules)
    let pending = PendingBinding(pod: pod, binding: binding, attempt: attempt)
    if binding.waits.isEmpty { bind(pending, in: &cluster) } else { wait(pending, in: &cluster) }
    concludeWaiting(in: &cluster)
  }

  /// The Pod counts on its Node from now on, and remains in flight for the queue.
  private mutating func wait(_ pending: PendingBinding, in cluster: inout SimulatedCluster) {
    let binding = pending.binding
    let name = pending.pod.namespacedName
    scheduler.cluster.removeNomination(of: name)
    scheduler.cluster.setPod(binding.pod)
    scheduler.cluster.removeUnscheduled(name)
    scheduler.cluster.waitingPods.add(binding.pod, on: binding.node, waits: binding.waits, at: cluster.now)
    bindings[name] = pending
    let plugins = binding.waits.map(\.text).joined(separator: ", ")
    cluster.record(
      .waiting, by: actor(for: pending.pod), "\(name) waits on \(binding.node) for \(plugins)", pod: name,
      node: binding.node, attempt: pending.attempt)
  }

  private mutating func bind(_ pending: PendingBinding, in cluster: inout SimulatedCluster) {
    let (pod, node) = (pending.pod, pending.binding.node)
    let name = pod.namespacedName
    if let problem = PreBindUpdates.store(pending.binding.preBindUpdates(), in: &cluster) {
      return fail(pending, problem, in: &cluster)
    }
    do throws(ExtenderError) {
      try pending.binding.askExtenderToBind()
    } catch {
      return fail(pending, error.message, in: &cluster)
    }
    do throws(APIStatus) {
      let bound = try cluster.server.bind(name, to: node, at: cluster.now)
      let message = String.joining("Successfully assigned ", name.namespace, "/", name.name, " to ", node)
      cluster.report(.normal, "Scheduled", about: bound, by: actor(for: pod), message)
      cluster.record(.bound, by: actor(for: pod), message, pod: name, node: node, attempt: pending.attempt)
      queue.done(name)
    } catch {
      fail(pending, "running Bind plugin \"\(pending.binding.binder)\": \(error.message)", in: &cluster)
    }
  }

  /// PreBind or Bind failed: an error, after which the Pod backs off.
  private mutating func fail(_ pending: PendingBinding, _ message: String, in cluster: inout SimulatedCluster) {
    cluster.journal.refuse(pending.attempt, message)
    giveBack(pending, in: cluster)
    let rules = rules
    queue.move(on: Self.departure(of: pending), at: cluster.now, rules: rules)
    reject(
      pending.pod, message, AttemptFailure(message: message), attempt: pending.attempt, nominated: nil, in: &cluster)
    clearNomination(of: pending.pod, in: &cluster)
  }

  // MARK: Waiting at Permit

  /// A waiting Pod has changed. What it is while it waits is no concern of the scheduler; one that is gone, or that somebody
  /// else has bound, waits no longer.
  ///
  /// - Returns: Whether nothing else is to be done about the change.
  mutating func observeAssumed(_ new: Pod?, _ name: NamespacedName) -> Bool {
    guard bindings[name] != nil else { return false }
    if let new, !new.hasNode { return true }
    scheduler.cluster.waitingPods.reject(name, by: "", "removed")
    return false
  }

  /// Carries out what was decided about waiting Pods. Giving back what one had reserved may decide about others.
  mutating func concludeWaiting(in cluster: inout SimulatedCluster) {
    // Nothing is decided when no Pod waits.
    while !bindings.isEmpty, let decision = scheduler.cluster.waitingPods.takeDecision() {
      guard let pending = bindings.removeValue(forKey: decision.pod.name) else { continue }
      switch decision.verdict {
      case .allowed: bind(pending, in: &cluster)
      case .rejected(let plugin, let reason): turnAway(pending, plugin: plugin, reason, in: &cluster)
      }
    }
  }

  /// A Pod that waited goes back to the queue, and others may have its place.
  private mutating func turnAway(
    _ pending: PendingBinding, plugin: String, _ reason: String, in cluster: inout SimulatedCluster
  ) {
    let pod = pending.pod
    giveBack(pending, in: cluster)
    let message = BindingCycle.message(for: reason)
    if queue.contains(pod.namespacedName) {
      let failure = AttemptFailure(unschedulablePlugins: [plugin], message: message)
      reject(pod, message, failure, attempt: pending.attempt, nominated: nil, in: &cluster)
      clearNomination(of: pod, in: &cluster)
    } else {
      let gone = KubernetesObject([
        "kind": "Pod",
        "metadata": ["name": .string(pod.metadata.name), "namespace": .string(pod.metadata.namespace)],
      ])
      cluster.report(.warning, "FailedScheduling", about: gone, by: actor(for: pod), message)
    }
    let rules = rules
    let state = scheduler.cluster
    // A Permit plugin that turned the Pod away knows whom that cannot help.
    let profile = scheduler.profile(for: pod).flatMap { $0.pluginNames(at: .permit).contains(plugin) ? $0 : nil }
    let change = Self.departure(of: pending)
    queue.move(on: change, at: cluster.now, rules: rules) { other in
      other.metadata.uid != pod.metadata.uid && profile?.rulesOut(change, for: other, by: plugin, in: state) != true
    }
  }

  /// A victim that only waits on the Node need not be deleted: it is turned away.
  func preemptWaiting(
    _ victim: NamespacedName, on node: String, for pod: Pod, number: Int, in cluster: inout SimulatedCluster
  ) {
    guard let object = cluster.object("Pod", victim) else { return }
    scheduler.cluster.waitingPods.reject(victim, by: "DefaultPreemption", "preempted")
    let message = "Preempted by pod \(pod.metadata.uid) on node \(node)"
    cluster.report(.normal, "Preempted", about: object, by: actor(for: pod), message)
    cluster.record(
      .preempted, by: actor(for: pod), "\(victim) no longer waits on \(node): it makes room for \(pod.namespacedName)",
      pod: victim, node: node, attempt: number)
  }

  private func giveBack(_ pending: PendingBinding, in cluster: SimulatedCluster) {
    pending.binding.unreserve()
    let name = pending.pod.namespacedName
    // Somebody else may have bound it in the meantime.
    guard let pod = cluster.pods[name] else { return scheduler.cluster.removePod(name) }
    guard !pod.hasNode else { return }
    scheduler.cluster.removePod(name)
    scheduler.cluster.setUnscheduled(pod)
  }

  /// For the queue, as if a Pod had left its Node.
  private static func departure(of pending: PendingBinding) -> ClusterChange {
    ClusterChange(ClusterEvent(.assignedPod, .delete), old: .pod(pending.binding.pod))
  }
}

import KubernetesAPI
import SchedulerFramework

/// A running scheduler: it watches the cluster, keeps its queue, and tries one Pod after the other.
struct SchedulerProcess {
  let name: String
  let scheduler: Scheduler
  var queue: SchedulingQueue
  /// What is left to do for the Pods that wait at Permit.
  var bindings: [NamespacedName: PendingBinding] = [:]
  var rules: SchedulerRules { SchedulerRules(scheduler: scheduler) }

  /// - Parameter keepsScores: Whether attempts tell what their weights had to choose from.
  /// - Throws: A ``ConfigurationError`` when the configuration's profiles cannot be put together.
  init(
    _ definition: SchedulerDefinition, of input: SimulationInput, keepsScores: Bool
  ) throws(ConfigurationError) {
    name = definition.name
    scheduler = try Scheduler(
      configuration: definition.configuration, plugins: input.plugins, extenderClient: input.extenderClient,
      keepsScores: keepsScores)
    var timing = SchedulingQueue.Timing()
    timing.initialBackoff = .seconds(definition.configuration.podInitialBackoffSeconds)
    timing.maxBackoff = .seconds(definition.configuration.podMaxBackoffSeconds)
    queue = SchedulingQueue(timing: timing)
  }

  /// A scheduler that takes over what another one has watched and queued, before anything was tried.
  init(
    _ definition: SchedulerDefinition, of input: SimulationInput, seeing view: FrozenClusterState,
    queue: SchedulingQueue
  ) throws(ConfigurationError) {
    name = definition.name
    scheduler = try Scheduler(
      configuration: definition.configuration, plugins: input.plugins, cluster: view.thawed(), keepsScores: true)
    self.queue = queue
  }

  /// Whether the scheduler has a profile for Pods of this schedulerName.
  func serves(_ schedulerName: String) -> Bool { scheduler.profiles.contains { $0.schedulerName == schedulerName } }

  // MARK: Watching

  mutating func observe(_ observation: borrowing Observation, in cluster: inout SimulatedCluster) {
    let now = cluster.now
    scheduler.cluster.now = now
    if scheduler.hasExtenders { keepWhole(observation) }
    switch observation {
    case .pod(let old, let new, let object): observePod(old, new, object, in: &cluster)
    case .node(let old, let new?, _):
      scheduler.cluster.setNode(new)
      guard queue.heedsChanges else { return }
      if let old {
        for change in ClusterChanges.node(old: old, new: new) { queue.move(on: change, at: now, rules: rules) }
      } else {
        queue.move(on: ClusterChange(ClusterEvent(.node, .add), new: .node(new)), at: now, rules: rules)
      }
    case .node(let old?, nil, _):
      scheduler.cluster.removeNode(named: old.name)
      queue.move(on: ClusterChange(ClusterEvent(.node, .delete), old: .node(old)), at: now, rules: rules)
    case .node(nil, nil, _): break
    case .object(let old, let new): observeObject(old, new, at: now)
    }
  }

  /// Extenders are sent whole Pods and Nodes.
  private func keepWhole(_ observation: borrowing Observation) {
    let (isGone, object): (Bool, KubernetesObject)
    switch observation {
    case .pod(_, let new, let whole): (isGone, object) = (new == nil, whole)
    case .node(_, let new, let whole): (isGone, object) = (new == nil, whole)
    case .object: return
    }
    if isGone {
      scheduler.cluster.removeObject(kind: object.kind, namespace: object.namespace, name: object.name)
    } else {
      scheduler.cluster.setObject(object)
    }
  }

  private mutating func observeObject(_ old: KubernetesObject?, _ new: KubernetesObject?, at now: VirtualTime) {
    guard let object = new ?? old else { return }
    if let new {
      scheduler.cluster.setObject(new)
    } else {
      scheduler.cluster.removeObject(kind: object.kind, namespace: object.namespace, name: object.name)
    }
    guard let resource = ClusterChanges.resource(of: object.kind) else { return }
    let action: ClusterEvent.Actions = old == nil ? .add : new == nil ? .delete : .updateOther
    let change = ClusterChange(
      ClusterEvent(resource, action), old: old.map { .object($0) }, new: new.map { .object($0) })
    queue.move(on: change, at: now, rules: rules)
  }

  private mutating func observePod(
    _ old: Pod?, _ new: Pod?, _ object: KubernetesObject, in cluster: inout SimulatedCluster
  ) {
    // Pods that have ended do not exist for a scheduler.
    if let old, old.isTerminated { return observePod(nil, new, object, in: &cluster) }
    if let new, new.isTerminated { return observePod(old, nil, object, in: &cluster) }
    let name = object.namespacedName
    if observeAssumed(new, name) { return }
    if let new { scheduler.cluster.setUnscheduled(new) } else { scheduler.cluster.removeUnscheduled(name) }
    observeNomination(of: name, new)
    observeAssigned(old, new, at: cluster.now)
    if let new, !new.hasNode, serves(new.spec.schedulerName) {
      observeWaiting(old, new, in: &cluster)
    } else if let old, !old.hasNode {
      queue.delete(name)
    }
    observeEndOfNomination(old, new, at: cluster.now)
    concludeWaiting(in: &cluster)
  }

  /// A waiting Pod counts on the Node that preemption makes room on for it.
  private mutating func observeNomination(of name: NamespacedName, _ pod: Pod?) {
    if let pod, !pod.hasNode, let node = pod.status.nominatedNodeName, serves(pod.spec.schedulerName) {
      scheduler.cluster.nominate(pod, to: node)
    } else {
      scheduler.cluster.removeNomination(of: name)
    }
  }

  private mutating func observeAssigned(_ old: Pod?, _ new: Pod?, at now: VirtualTime) {
    if let new, new.hasNode {
      scheduler.cluster.setPod(new)
    } else if let old, old.hasNode {
      scheduler.cluster.removePod(old.namespacedName)
    }
    guard queue.heedsChanges else { return }
    switch (old.flatMap { $0.hasNode ? $0 : nil }, new.flatMap { $0.hasNode ? $0 : nil }) {
    case (nil, let new?):
      queue.move(on: ClusterChange(ClusterEvent(.assignedPod, .add), new: .pod(new)), at: now, rules: rules)
    case (let old?, let new?):
      for change in ClusterChanges.pod(old: old, new: new, .assignedPod) {
        queue.move(on: change, at: now, rules: rules)
      }
    case (let old?, nil):
      queue.move(on: ClusterChange(ClusterEvent(.assignedPod, .delete), old: .pod(old)), at: now, rules: rules)
    case (nil, nil): break
    }
  }

  /// A Pod that held a place on a Node by its nomination has given it up, which may help Pods that are no more important.
  private mutating func observeEndOfNomination(_ old: Pod?, _ new: Pod?, at now: VirtualTime) {
    guard let old, !old.hasNode, let node = old.status.nominatedNodeName,
      new.map({ !$0.hasNode && $0.status.nominatedNodeName != node }) ?? true
    else { return }
    queue.move(
      on: ClusterChange(ClusterEvent(.assignedPod, .delete), old: .pod(old)), at: now, rules: rules,
      where: { $0.spec.priority <= old.spec.priority })
  }

  private mutating func observeWaiting(_ old: Pod?, _ pod: Pod, in cluster: inout SimulatedCluster) {
    let name = pod.namespacedName
    if let old, queue.contains(name) {
      let changes = ClusterChanges.pod(old: old, new: pod, .unscheduledPod)
      return queue.update(pod, changes: changes, at: cluster.now, rules: rules)
    }
    guard let gate = queue.add(pod, at: cluster.now, rules: rules) else { return }
    let gates = pod.spec.schedulingGates.joined(separator: ", ")
    cluster.record(
      .gated, by: actor(for: pod),
      gates.isEmpty ? "\(name) is held back by \(gate)" : "\(name) waits for its scheduling gates: \(gates)", pod: name)
  }

  /// The name under which the scheduler acts for a Pod: that of the profile.
  func actor(for pod: Pod) -> String { pod.spec.schedulerName }

  // MARK: Waiting

  var nextTimer: VirtualTime? {
    [queue.nextFlush, scheduler.cluster.waitingPods.nextTimeout].compactMap { $0 }.min()
  }

  mutating func wake(in cluster: inout SimulatedCluster) {
    scheduler.cluster.now = cluster.now
    queue.flush(at: cluster.now, rules: rules)
    while scheduler.cluster.waitingPods.rejectTimedOut(at: cluster.now) { concludeWaiting(in: &cluster) }
  }

  // MARK: Trying

  /// Tries the next Pod.
  ///
  /// - Parameters:
  ///   - depth: How much the attempt of a number asks; nil when nobody wants to look at its table.
  ///   - look: Takes such an attempt.
  /// - Returns: Whether there was one that can be tried now.
  mutating func tryNext(
    in cluster: inout SimulatedCluster, depth: (_ attempt: Int) -> Attempt.Depth?, look: (Attempt) -> Void
  ) -> Bool {
    while let name = queue.pop() {
      guard let pod = cluster.pods[name], !pod.hasNode, !pod.isTerminating else {
        queue.done(name)
        continue
      }
      let number = cluster.journal.attempts.count + 1
      scheduler.cluster.now = cluster.now
      let decision: Decision
      let binding: BindingCycle?
      if let depth = depth(number) {
        let begun = scheduler.begin(pod, depth: depth)
        look(begun.attempt)
        (decision, binding) = (begun.attempt.decision, begun.binding)
      } else {
        (decision, binding) = scheduler.beginDeciding(pod)
      }
      cluster.journal.record(decision, of: pod, nodes: scheduler.cluster.nodeOrder, at: cluster.now)
      if let binding {
        place(pod, binding, attempt: number, in: &cluster)
      } else {
        _ = scheduler.cluster.waitingPods.takeActivations()
        fail(pod, decision, number: number, in: &cluster)
        concludeWaiting(in: &cluster)
      }
      return true
    }
    return false
  }

  private mutating func fail(
    _ pod: Pod, _ decision: Decision, number: Int, in cluster: inout SimulatedCluster
  ) {
    let message = decision.message ?? ""
    let failure = AttemptFailure(
      unschedulablePlugins: decision.isError ? [] : decision.rejectorPlugins, message: message)
    preempt(decision, for: pod, number: number, in: &cluster)
    reject(pod, message, failure, attempt: number, nominated: decision.nominatedNode, in: &cluster)
    if decision.clearsNomination { clearNomination(of: pod, in: &cluster) }
  }

  func clearNomination(of pod: Pod, in cluster: inout SimulatedCluster) {
    guard pod.status.nominatedNodeName != nil else { return }
    cluster.setPodStatus(pod.namespacedName, { $0.nominatedNodeName = nil }, { $0["nominatedNodeName"] = .null })
  }

  mutating func reject(
    _ pod: Pod, _ message: String, _ failure: AttemptFailure, attempt: Int, nominated: String?,
    in cluster: inout SimulatedCluster
  ) {
    let name = pod.namespacedName
    let isError = failure.unschedulablePlugins.isEmpty && failure.pendingPlugins.isEmpty
    if let object = cluster.object("Pod", name) {
      cluster.report(.warning, "FailedScheduling", about: object, by: actor(for: pod), message)
      writeCondition(object, message, isError: isError, nominated: nominated, in: &cluster)
    }
    cluster.record(
      .unschedulable, by: actor(for: pod), "\(name): \(message)", pod: name, node: nominated, attempt: attempt)
    queue.addUnschedulable(name, failure, at: cluster.now, rules: rules)
  }

  /// The Pod's `PodScheduled` condition, which says why it has no Node.
  private func writeCondition(
    _ pod: KubernetesObject, _ message: String, isError: Bool, nominated: String?, in cluster: inout SimulatedCluster
  ) {
    let reason = isError ? "SchedulerError" : "Unschedulable"
    let existing = pod.value["status"]["conditions"].items
    let known = existing.first { $0["type"] == "PodScheduled" }
    let isSame = known?["status"] == "False" && known?["reason"].string == reason && known?["message"].string == message
    if isSame && (nominated == nil || pod.value["status"]["nominatedNodeName"].string == nominated) { return }
    let time = known?["status"] == "False" ? known?["lastTransitionTime"] ?? cluster.timestamp : cluster.timestamp
    let condition: JSONValue = [
      "type": "PodScheduled", "status": "False", "lastProbeTime": nil, "lastTransitionTime": time,
      "reason": .string(reason), "message": .string(message),
    ]
    cluster.setPodStatus(pod.namespacedName) { status in
      if let nominated { status.nominatedNodeName = nominated }
    } _: { status in
      status["conditions"] = .array(status["conditions"].items.filter { $0["type"] != "PodScheduled" } + [condition])
      if let nominated { status["nominatedNodeName"] = .string(nominated) }
    }
  }

  // MARK: Preempting

  private func preempt(_ decision: Decision, for pod: Pod, number: Int, in cluster: inout SimulatedCluster) {
    guard let node = decision.nominatedNode else { return }
    // Less important Pods that wait for the Node may not fit there any more; they look for another one.
    for other in scheduler.cluster.nominatedPods(on: node) where other.pod.spec.priority < pod.spec.priority {
      clearNomination(of: other.pod, in: &cluster)
    }
    for victim in decision.victims {
      if bindings[victim] != nil {
        preemptWaiting(victim, on: node, for: pod, number: number, in: &cluster)
        continue
      }
      guard let object = cluster.object("Pod", victim) else { continue }
      // A victim that is on its way out already is not asked to go again.
      guard object.metadata.deletionTimestamp == nil else { continue }
      markAsPreempted(object, by: pod, in: &cluster)
      guard (try? cluster.delete("Pod", victim, by: "system:kube-scheduler")) != nil else { continue }
      let message = "Preempted by pod \(pod.metadata.uid) on node \(node)"
      cluster.report(.normal, "Preempted", about: object, by: actor(for: pod), message)
      cluster.record(
        .preempted, by: actor(for: pod), "\(victim) has to make room on \(node) for \(pod.namespacedName)", pod: victim,
        node: node, attempt: number)
    }
  }

  private func markAsPreempted(_ victim: KubernetesObject, by pod: Pod, in cluster: inout SimulatedCluster) {
    let condition: JSONValue = [
      "type": "DisruptionTarget", "status": "True", "lastProbeTime": nil, "lastTransitionTime": cluster.timestamp,
      "reason": "PreemptionByScheduler",
      "message": .string("\(actor(for: pod)): preempting to accommodate a higher priority pod"),
    ]
    cluster.setPodStatus(victim.namespacedName) { status in
      status.isPreempted = true
    } _: { status in
      status["conditions"] = .array(
        status["conditions"].items.filter { $0["type"] != "DisruptionTarget" } + [condition])
    }
  }
}

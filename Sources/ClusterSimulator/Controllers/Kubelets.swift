import KubernetesAPI
import SchedulerFramework

/// The kubelets of all Nodes: they report their Nodes ready, run the Pods that are bound to them, and stop those that are
/// being deleted.
///
/// Containers start at once. `berth.dev/run-for` lets a Pod succeed after a time, `berth.dev/fail-after` lets its
/// containers fail again and again.
struct Kubelets: Controller {
  private enum Key: Hashable {
    case node(NamespacedName)
    case pod(NamespacedName)
    case ended(NamespacedName)
    case failed(NamespacedName)
  }

  private var queue = WorkQueue<Key>()
  private var stopping = WorkQueue<NamespacedName>()
  private var timers = Timers<Key>()
  /// Pods that wait for a Node to appear, or for its kubelet to run.
  private var unattended: [String: Set<NamespacedName>] = [:]
  private var stopped: Set<String> = []
  /// Pods that a scheduler has just bound: their start needs no step of its own.
  private var boundBySchedulers: Set<NamespacedName> = []
  private var lastAddress = 0

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .node(nil, let new?, _):
      queue.add(.node(new.metadata.namespacedName))
      attend(to: new.name)
    case .pod(let old, let new?, _):
      guard new.hasNode else { return }
      let wasBound = old?.hasNode ?? false
      if !wasBound || new.isTerminating { queue.add(.pod(new.namespacedName)) }
      if !wasBound, old != nil { boundBySchedulers.insert(new.namespacedName) }
    case .pod(let old?, nil, _):
      let name = old.namespacedName
      timers.cancel(.ended(name))
      timers.cancel(.failed(name))
      boundBySchedulers.remove(name)
      if let node = old.nodeName { unattended[node]?.remove(name) }
    default: break
    }
  }

  /// Stops or starts the kubelet of a Node.
  mutating func setRunning(_ isRunning: Bool, on node: String) {
    if isRunning {
      stopped.remove(node)
      queue.add(.node(NamespacedName("", node)))
      attend(to: node)
    } else {
      stopped.insert(node)
    }
  }

  func isRunning(on node: String) -> Bool { !stopped.contains(node) }

  private mutating func attend(to node: String) {
    if unattended.isEmpty { return }
    for name in unattended.removeValue(forKey: node)?.sorted() ?? [] { queue.add(.pod(name)) }
  }

  var nextTimer: VirtualTime? { timers.next }
  mutating func wake(at now: VirtualTime) { for key in timers.takeDue(at: now) { queue.add(key) } }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    guard let key = queue.next() else { return false }
    switch key {
    case .node(let name): register(name, in: &cluster)
    case .pod(let name): attend(to: name, in: &cluster)
    case .ended(let name): end(name, in: &cluster)
    case .failed(let name): fail(name, in: &cluster)
    }
    return true
  }

  // MARK: Nodes

  /// A Node that says nothing of its condition is ready.
  private func register(_ name: NamespacedName, in cluster: inout SimulatedCluster) {
    guard !stopped.contains(name.name), let node = cluster.object("Node", name), node.isReady == nil else { return }
    NodeConditions.set(.ready, of: name, in: &cluster)
  }

  // MARK: Pods

  private mutating func attend(to name: NamespacedName, in cluster: inout SimulatedCluster) {
    guard let pod = cluster.pods[name], let node = pod.nodeName, !pod.isTerminated || pod.isTerminating else {
      return
    }
    guard cluster.node(named: node) != nil, !stopped.contains(node) else {
      unattended[node, default: []].insert(name)
      return
    }
    if pod.isTerminating {
      stopping.add(name)
    } else {
      start(pod, on: node, in: &cluster)
    }
  }

  private mutating func start(_ pod: Pod, on node: String, in cluster: inout SimulatedCluster) {
    let name = pod.namespacedName
    let wasAnnounced = boundBySchedulers.remove(name) != nil
    if pod.status.phase == "Pending" {
      lastAddress += 1
      let (number, time) = (lastAddress, cluster.momentText())
      cluster.setPodStatus(name) { status in
        status.phase = "Running"
        status.startTime = time
      } _: {
        PodStatusReport.run(&$0, pod: pod, address: Self.address(number), at: .string(time))
      }
      if !wasAnnounced {
        cluster.record(.kubelet, by: actor(node), "started \(name)", pod: name, node: node)
      }
    }
    if let duration = BerthAnnotation.runFor(pod) { timers.set(.ended(name), at: cluster.now.advanced(by: duration)) }
    if let duration = BerthAnnotation.failAfter(pod) {
      timers.set(.failed(name), at: cluster.now.advanced(by: duration))
    }
  }

  /// Lets the containers of the next Pod that is on its way out come to their end; false when there is none.
  ///
  /// Containers take their time, which is longer than anything takes that others do at the same moment, although the clock
  /// does not move: until then the Pod is there, and its resources are in use.
  mutating func finishStopping(in cluster: inout SimulatedCluster) -> Bool {
    guard let name = stopping.next() else { return false }
    guard let pod = cluster.pods[name], pod.isTerminating, let node = pod.nodeName else { return true }
    if isRunning(on: node) { stop(pod, on: node, in: &cluster) } else { unattended[node, default: []].insert(name) }
    return true
  }

  private func stop(_ pod: Pod, on node: String, in cluster: inout SimulatedCluster) {
    guard (try? cluster.delete("Pod", pod.namespacedName, gracePeriodSeconds: 0, by: user(node))) != nil else { return }
    cluster.record(.kubelet, by: actor(node), "stopped \(pod.namespacedName)", pod: pod.namespacedName, node: node)
  }

  private func end(_ name: NamespacedName, in cluster: inout SimulatedCluster) {
    guard let pod = cluster.pods[name], let node = pod.nodeName, isRunning(on: node) else { return }
    let time = cluster.timestamp
    cluster.setPodStatus(name) {
      $0.phase = "Succeeded"
    } _: {
      PodStatusReport.end(&$0, phase: "Succeeded", exitCode: 0, reason: "Completed", at: time)
    }
    cluster.record(.kubelet, by: actor(node), "\(name) has completed", pod: name, node: node)
  }

  /// The containers exit with an error; unless the Pod says otherwise they are started again after a back-off of 10 s that
  /// doubles to 5 min.
  private mutating func fail(_ name: NamespacedName, in cluster: inout SimulatedCluster) {
    guard let pod = cluster.pods[name], let node = pod.nodeName, isRunning(on: node),
      let duration = BerthAnnotation.failAfter(pod), let object = cluster.object("Pod", name)
    else { return }
    let time = cluster.timestamp
    if object.value["spec"]["restartPolicy"].string == "Never" {
      cluster.setPodStatus(name) {
        $0.phase = "Failed"
      } _: {
        PodStatusReport.end(&$0, phase: "Failed", exitCode: 1, reason: "Error", at: time)
      }
      cluster.record(.kubelet, by: actor(node), "\(name) has failed", pod: name, node: node)
      return
    }
    let restarts = PodStatusReport.restarts(object.value["status"]) + 1
    cluster.setPodStatus(name, { _ in }, { PodStatusReport.restart(&$0, at: time) })
    cluster.record(
      .kubelet, by: actor(node), "\(name) exited with an error and is restarted (restart \(restarts))", pod: name,
      node: node)
    let backoff = min(300, 10 << min(restarts - 1, 5))
    timers.set(.failed(name), at: cluster.now.advanced(by: duration + .seconds(backoff)))
  }

  private static func address(_ number: Int) -> String { "10.244.\(number / 256).\(number % 256)" }
  private func user(_ node: String) -> String { "system:node:\(node)" }
  private func actor(_ node: String) -> String { "kubelet \(node)" }
}

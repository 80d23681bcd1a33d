import KubernetesAPI
import SchedulerFramework

/// All controllers and kubelets, in the order in which they get their turns.
struct ControllerManager: Sendable {
  private var kubelets = Kubelets()
  private var nodeLifecycle = NodeLifecycle()
  private var taintEviction = TaintEviction()
  private var podGarbageCollector = PodGarbageCollector()
  private var garbageCollector = GarbageCollector()
  private var deployments = Deployments()
  private var replicaSets = ReplicaSets()
  private var ephemeralVolumes = EphemeralVolumes()
  private var persistentVolumes = PersistentVolumes()
  private var volumeProtection = VolumeProtection()

  mutating func observe(_ observation: borrowing Observation) {
    kubelets.observe(observation)
    nodeLifecycle.observe(observation)
    taintEviction.observe(observation)
    podGarbageCollector.observe(observation)
    garbageCollector.observe(observation)
    deployments.observe(observation)
    replicaSets.observe(observation)
    ephemeralVolumes.observe(observation)
    persistentVolumes.observe(observation)
    volumeProtection.observe(observation)
  }

  /// Does the next piece of work; false when nobody has any.
  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    kubelets.work(in: &cluster) || nodeLifecycle.work(in: &cluster) || taintEviction.work(in: &cluster)
      || podGarbageCollector.work(in: &cluster) || garbageCollector.work(in: &cluster)
      || deployments.work(in: &cluster) || replicaSets.work(in: &cluster)
      || ephemeralVolumes.work(in: &cluster) || persistentVolumes.work(in: &cluster)
      || volumeProtection.work(in: &cluster)
  }

  /// Lets the next Pod that is on its way out come to its end, for when nobody has anything else to do at this moment; false
  /// when there is none.
  mutating func finishStopping(in cluster: inout SimulatedCluster) -> Bool { kubelets.finishStopping(in: &cluster) }

  var nextTimer: VirtualTime? {
    [kubelets.nextTimer, nodeLifecycle.nextTimer, taintEviction.nextTimer, podGarbageCollector.nextTimer]
      .compactMap { $0 }.min()
  }

  mutating func wake(at now: VirtualTime) {
    kubelets.wake(at: now)
    nodeLifecycle.wake(at: now)
    taintEviction.wake(at: now)
    podGarbageCollector.wake(at: now)
  }

  /// Stops or starts the kubelet of a Node.
  mutating func setKubelet(running: Bool, on node: String, at now: VirtualTime) {
    kubelets.setRunning(running, on: node)
    nodeLifecycle.setKubeletRunning(running, on: node, at: now)
  }
}

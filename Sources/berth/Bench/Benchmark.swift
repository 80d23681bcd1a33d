import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins

/// Schedules Pods one after the other, each seeing the earlier ones, and takes the time that each takes.
///
/// A measurement has everything from the look at the Pod to its being assumed on its Node, and with preemption the second
/// attempt too, once the victims are gone; but not their removal.
struct Benchmark {
  let nodes: Int
  let initialPods: Int
  let pods: Int
  let workload: BenchWorkload
  /// How many of the Nodes are searched, in per cent; 0 for kube-scheduler's adaptive choice.
  let percentage: Int
  /// Whether every attempt's table is filled too, as for a person to look at.
  let withTable: Bool
  /// How many different requests the measured Pods have, in random order.
  let shapes: Int

  struct Result {
    /// Of every measured Pod, in microseconds, in increasing order.
    var microseconds: [Double]
    var placed: Int

    var podsPerSecond: Double {
      let seconds = microseconds.reduce(0, +) / 1e6
      return seconds > 0 ? Double(microseconds.count) / seconds : 0
    }

    /// - Parameter share: From 0 to 1.
    func percentile(_ share: Double) -> Double {
      guard !microseconds.isEmpty else { return 0 }
      return microseconds[min(microseconds.count - 1, Int(Double(microseconds.count) * share))]
    }
  }

  /// - Throws: A ``ConfigurationError`` for a percentage that is none.
  func run() throws -> Result {
    let configuration = try SchedulerConfiguration([
      "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
      "percentageOfNodesToScore": .integer(Int64(percentage)),
    ])
    let scheduler = try Scheduler(configuration: configuration, plugins: .inTree)
    let initial = workload.initialPods(asked: initialPods, nodes: nodes)
    fill(scheduler.cluster, with: initial)
    let waiting = measuredPods(from: initial)
    var result = Result(microseconds: [], placed: 0)
    result.microseconds.reserveCapacity(pods)
    let clock = ContinuousClock()
    for pod in waiting {
      var time = Duration.zero
      var pod = pod
      var decision = Decision(pod: pod.namespacedName)
      time += clock.measure { decision = decide(pod, scheduler) }
      if let node = decision.nominatedNode {
        for victim in decision.victims { scheduler.cluster.removePod(victim) }
        pod.status.nominatedNodeName = node
        scheduler.cluster.nominate(pod, to: node)
        time += clock.measure { decision = decide(pod, scheduler) }
        scheduler.cluster.removeNomination(of: pod.namespacedName)
      }
      if decision.placedOn != nil { result.placed += 1 }
      let (seconds, attoseconds) = time.components
      result.microseconds.append(Double(seconds) * 1e6 + Double(attoseconds) / 1e12)
    }
    result.microseconds.sort()
    return result
  }

  private func decide(_ pod: Pod, _ scheduler: Scheduler) -> Decision {
    let info = scheduler.cluster.makeInfo(pod)
    let decision = withTable ? scheduler.schedule(pod).decision : scheduler.decide(info)
    if let node = decision.placedOn { scheduler.cluster.assume(info, on: node) }
    return decision
  }

  private func fill(_ cluster: ClusterState, with initial: Int) {
    for index in 0..<nodes { cluster.setNode(workload.node(index)) }
    for index in 0..<initial {
      var pod = workload.pod(index, isInitial: true)
      pod.nodeName = workload.node(workload.node(ofInitialPod: index, nodes: nodes)).name
      cluster.setPod(pod)
    }
    cluster.refresh()
  }

  /// The Pods to schedule; with several shapes their requests differ by a few milli-CPU, in an order that looks random.
  private func measuredPods(from first: Int) -> [Pod] {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<pods).map { index in
      var pod = workload.pod(first + index, isInitial: false)
      guard shapes > 1 else { return pod }
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let shape = Int64(state % UInt64(shapes))
      pod.spec.containers[0].resources.requests.quantities["cpu"] = Quantity(milliUnits: 50 + shape % 2000)
      return pod
    }
  }
}

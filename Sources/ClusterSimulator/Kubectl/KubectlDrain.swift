import KubernetesAPI

/// `kubectl drain`: cordons a Node and evicts its Pods. A Pod that a PodDisruptionBudget protects makes it fail at once; it
/// does not wait and try again.
enum KubectlDrain: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["timeout", "grace-period", "pod-selector", "skip-wait-for-delete-timeout", "chunk-size"],
    boolean: ["force", "ignore-daemonsets", "delete-emptydir-data", "disable-eviction"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    for node in try KubectlCordon.nodes(call, in: cluster, &answer) {
      try KubectlCordon.set(true, node, call, in: &cluster, &answer)
      try drain(node, call, in: &cluster, &answer)
    }
  }

  private static func drain(
    _ node: KubernetesObject, _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let pods = cluster.pods.values.filter { $0.nodeName == node.name }.sorted {
      $0.namespacedName < $1.namespacedName
    }
    let mirrored = pods.filter { $0.metadata.annotations["kubernetes.io/config.mirror"] != nil }
    let daemons = pods.filter { $0.metadata.controller?.kind == "DaemonSet" }
    let rest = pods.filter { !mirrored.contains($0) && !daemons.contains($0) }
    let unmanaged = rest.filter { $0.metadata.controller == nil && !$0.isTerminated }
    let local = rest.filter { pod in usesEmptyDir(pod, in: cluster) }

    var obstacles: [String] = []
    func names(_ pods: [Pod]) -> String { pods.map(\.namespacedName.description).joined(separator: ", ") }
    if !daemons.isEmpty && !call.isOn("ignore-daemonsets") {
      obstacles.append("cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): \(names(daemons))")
    }
    if !local.isEmpty && !call.isOn("delete-emptydir-data") {
      obstacles.append(
        "cannot delete Pods with local storage (use --delete-emptydir-data to override): \(names(local))")
    }
    if !unmanaged.isEmpty && !call.isOn("force") {
      obstacles.append("cannot delete Pods that declare no controller (use --force to override): \(names(unmanaged))")
    }
    if !obstacles.isEmpty { throw stopped(node.name, obstacles.map { "cannot delete \($0)" }) }

    var warnings: [String] = []
    if !daemons.isEmpty { warnings.append("ignoring DaemonSet-managed Pods: \(names(daemons))") }
    if !unmanaged.isEmpty { warnings.append("deleting Pods that declare no controller: \(names(unmanaged))") }
    if !warnings.isEmpty { answer.lines.append("Warning: \(warnings.joined(separator: "; "))") }
    try evict(rest, from: node.name, call, in: &cluster, &answer)
    answer.add(node, "drained")
  }

  private static func evict(
    _ pods: [Pod], from node: String, _ call: KubectlCall, in cluster: inout SimulatedCluster,
    _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let grace = try grace(call)
    for pod in pods { answer.lines.append("evicting pod \(pod.namespacedName)") }
    var refused: [String] = []
    for pod in pods {
      let what = "error when evicting pods/\"\(pod.metadata.name)\" -n \"\(pod.metadata.namespace)\""
      if !call.isOn("disable-eviction"), DisruptionBudgets.forbidEviction(of: pod, in: cluster) {
        answer.lines.append(
          "\(what) (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.")
        refused.append("\(what): global timeout reached")
        continue
      }
      do {
        try cluster.delete("Pod", pod.namespacedName, gracePeriodSeconds: grace, by: call.user)
        answer.lines.append("pod/\(pod.metadata.name) evicted")
      } catch {
        refused.append("\(what): \(error.message)")
      }
    }
    if !refused.isEmpty { throw stopped(node, refused) }
  }

  private static func grace(_ call: KubectlCall) throws(KubectlError) -> Int64? {
    guard let seconds = try call.number("grace-period"), seconds >= 0 else { return nil }
    return seconds
  }

  private static func usesEmptyDir(_ pod: Pod, in cluster: SimulatedCluster) -> Bool {
    guard let object = cluster.object("Pod", pod.namespacedName), !pod.isTerminated else { return false }
    return object.value["spec"]["volumes"].items.contains { !$0["emptyDir"].isNull }
  }

  private static func stopped(_ node: String, _ reasons: [String]) -> KubectlError {
    let list = reasons.count == 1 ? reasons[0] : "[\(reasons.joined(separator: ", "))]"
    return KubectlError(
      """
      error: unable to drain node "\(node)" due to error: \(list), continuing command...
      There are pending nodes to be drained:
       \(node)
      \(reasons.joined(separator: "\n"))
      """)
  }
}

/// What PodDisruptionBudgets say to an eviction.
enum DisruptionBudgets {
  static func forbidEviction(of pod: Pod, in cluster: SimulatedCluster) -> Bool {
    guard pod.status.phase == "Running" else { return false }
    return cluster.server.store.objects("PodDisruptionBudget", namespace: pod.metadata.namespace).contains { budget in
      guard let selector = LabelSelector(budget.value["spec"]["selector"]), selector.matches(pod.metadata.labels) else {
        return false
      }
      let covered = cluster.pods.values.filter {
        $0.metadata.namespace == pod.metadata.namespace && selector.matches($0.metadata.labels) && !$0.isTerminated
      }
      let healthy = covered.count { $0.status.phase == "Running" && !$0.isTerminating }
      return healthy - 1 < required(budget.value["spec"], of: covered.count)
    }
  }

  /// How many Pods have to stay healthy.
  private static func required(_ spec: JSONValue, of total: Int) -> Int {
    if !spec["minAvailable"].isNull { return amount(spec["minAvailable"], of: total) }
    if !spec["maxUnavailable"].isNull { return max(0, total - amount(spec["maxUnavailable"], of: total)) }
    return 0
  }

  /// A number, or a percentage, which rounds up.
  private static func amount(_ value: JSONValue, of total: Int) -> Int {
    if let number = value.integer { return Int(number) }
    let percent = Int(value.string?.dropLast() ?? "0") ?? 0
    return (percent * total + 99) / 100
  }
}

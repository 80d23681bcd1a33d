import KubernetesAPI
import SchedulerFramework

/// Rolls Deployments out: a ReplicaSet for every template, scaled up and down within `maxSurge` and `maxUnavailable`.
/// <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/>
struct Deployments: Controller {
  private static let source = "deployment-controller"
  private static let user = "system:serviceaccount:kube-system:deployment-controller"
  private static let revision = "deployment.kubernetes.io/revision"
  private static let hashLabel = "pod-template-hash"

  private var queue = WorkQueue<NamespacedName>()
  private var names: [String: NamespacedName] = [:]
  /// The ReplicaSets of each Deployment, by its uid.
  private var sets: [String: Set<NamespacedName>] = [:]

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .object(let old, let new): observe(old, new)
    case .pod, .node: break
    }
  }

  private mutating func observe(_ old: KubernetesObject?, _ new: KubernetesObject?) {
    guard let object = new ?? old else { return }
    let name = object.namespacedName
    switch object.kind {
    case "Deployment":
      names[object.uid] = new == nil ? nil : name
      if new != nil { queue.add(name) }
    case "ReplicaSet":
      guard let owner = object.metadata.controller, owner.kind == "Deployment" else { return }
      if new == nil { sets[owner.uid]?.remove(name) } else { sets[owner.uid, default: []].insert(name) }
      if let deployment = names[owner.uid] { queue.add(deployment) }
    default: break
    }
  }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    guard let name = queue.next() else { return false }
    if let deployment = cluster.object("Deployment", name),
      deployment.value["metadata"]["deletionTimestamp"].isNull
    {
      sync(deployment, in: &cluster)
    }
    return true
  }

  private struct Rollout {
    var deployment: KubernetesObject
    var current: KubernetesObject
    var old: [KubernetesObject]
    var replicas: Int64

    var all: [KubernetesObject] { old + [current] }
    static func wanted(_ set: KubernetesObject) -> Int64 { set.value["spec"]["replicas"].integer ?? 0 }
    static func available(_ set: KubernetesObject) -> Int64 { set.value["status"]["availableReplicas"].integer ?? 0 }
    var total: Int64 { all.map(Self.wanted).reduce(0, +) }
    var available: Int64 { all.map(Self.available).reduce(0, +) }
  }

  private func sync(_ deployment: KubernetesObject, in cluster: inout SimulatedCluster) {
    let existing = (sets[deployment.uid] ?? []).sorted().compactMap { cluster.object("ReplicaSet", $0) }
    let template = deployment.value["spec"]["template"]
    let found = existing.first { Self.template(of: $0) == template }
    let isPaused = deployment.value["spec"]["paused"].bool == true
    if found == nil && isPaused { return reportStatus(deployment, current: nil, existing, in: &cluster) }
    guard let current = found ?? makeSet(for: deployment, template, existing, in: &cluster) else { return }
    let rollout = Rollout(
      deployment: deployment, current: current, old: existing.filter { $0.uid != current.uid },
      replicas: deployment.value["spec"]["replicas"].integer ?? 1)
    // A ReplicaSet that was scaled comes back as a change; then the rollout goes on.
    if found == nil || !isPaused { advance(rollout, in: &cluster) }
    reportStatus(deployment, current: current, existing, in: &cluster)
  }

  // MARK: Scaling

  private func advance(_ rollout: Rollout, in cluster: inout SimulatedCluster) {
    if rollout.deployment.value["spec"]["strategy"]["type"].string == "Recreate" {
      let active = rollout.old.filter { Rollout.wanted($0) > 0 }
      for set in active { scale(set, to: 0, of: rollout.deployment, in: &cluster) }
      let stillRuns = rollout.old.contains { ($0.value["status"]["replicas"].integer ?? 0) > 0 }
      if active.isEmpty, !stillRuns {
        scale(rollout.current, to: rollout.replicas, of: rollout.deployment, in: &cluster)
      }
      return
    }
    let bounds = Self.bounds(of: rollout.deployment, replicas: rollout.replicas)
    let wanted = Rollout.wanted(rollout.current)
    if wanted > rollout.replicas {
      return scale(rollout.current, to: rollout.replicas, of: rollout.deployment, in: &cluster)
    }
    if wanted < rollout.replicas {
      let room = rollout.replicas + bounds.surge - rollout.total
      if room > 0 {
        let next = wanted + min(room, rollout.replicas - wanted)
        return scale(rollout.current, to: next, of: rollout.deployment, in: &cluster)
      }
    }
    scaleDownOld(rollout, bounds, in: &cluster)
  }

  private func scaleDownOld(
    _ rollout: Rollout, _ bounds: (surge: Int64, unavailable: Int64), in cluster: inout SimulatedCluster
  ) {
    let minimum = rollout.replicas - bounds.unavailable
    let newUnavailable = Rollout.wanted(rollout.current) - Rollout.available(rollout.current)
    var removable = rollout.total - minimum - newUnavailable
    guard removable > 0 else { return }
    // Pods that do not run are given up before those that do.
    for set in rollout.old where removable > 0 {
      let broken = Rollout.wanted(set) - Rollout.available(set)
      guard broken > 0 else { continue }
      let count = min(removable, broken)
      removable -= count
      return scale(set, to: Rollout.wanted(set) - count, of: rollout.deployment, in: &cluster)
    }
    var spare = rollout.available - minimum
    for set in rollout.old where spare > 0 && Rollout.wanted(set) > 0 {
      let count = min(spare, Rollout.wanted(set))
      spare -= count
      scale(set, to: Rollout.wanted(set) - count, of: rollout.deployment, in: &cluster)
    }
  }

  /// `maxSurge` rounds up, `maxUnavailable` down; when both come out as 0 one Pod may be missing.
  private static func bounds(of deployment: KubernetesObject, replicas: Int64) -> (surge: Int64, unavailable: Int64) {
    let rolling = deployment.value["spec"]["strategy"]["rollingUpdate"]
    let surge = amount(rolling["maxSurge"], of: replicas, roundingUp: true)
    let unavailable = amount(rolling["maxUnavailable"], of: replicas, roundingUp: false)
    return surge == 0 && unavailable == 0 ? (0, 1) : (surge, min(unavailable, replicas))
  }

  private static func amount(_ value: JSONValue, of replicas: Int64, roundingUp: Bool) -> Int64 {
    if let number = value.integer { return number }
    let percent = Int64(value.string?.dropLast() ?? "25") ?? 25
    return (percent * replicas + (roundingUp ? 99 : 0)) / 100
  }

  private func scale(
    _ set: KubernetesObject, to replicas: Int64, of deployment: KubernetesObject, in cluster: inout SimulatedCluster
  ) {
    let before = Rollout.wanted(set)
    guard before != replicas else { return }
    var changed = set
    changed.value["spec"]["replicas"] = .integer(replicas)
    guard (try? cluster.update(changed, by: Self.user)) != nil else { return }
    announce(set.name, from: before, to: replicas, of: deployment, in: &cluster)
  }

  private func announce(
    _ set: String, from before: Int64, to replicas: Int64, of deployment: KubernetesObject,
    in cluster: inout SimulatedCluster
  ) {
    let message = "Scaled \(replicas > before ? "up" : "down") replica set \(set) from \(before) to \(replicas)"
    cluster.report(.normal, "ScalingReplicaSet", about: deployment, by: Self.source, message)
    cluster.record(.controller, by: Self.source, "deployment \(deployment.name): \(message)")
  }

  // MARK: ReplicaSets

  /// A ReplicaSet's template as its Deployment wrote it.
  private static func template(of set: KubernetesObject) -> JSONValue {
    var template = set.value["spec"]["template"]
    template["metadata"]["labels"][hashLabel] = .null
    return template
  }

  private func makeSet(
    for deployment: KubernetesObject, _ template: JSONValue, _ existing: [KubernetesObject],
    in cluster: inout SimulatedCluster
  ) -> KubernetesObject? {
    let hash = JSONValue.string(TemplateHash.text(of: template))
    let replicas = deployment.value["spec"]["replicas"].integer ?? 1
    let total = existing.map(Rollout.wanted).reduce(0, +)
    let surge = Self.bounds(of: deployment, replicas: replicas).surge
    let isRecreated = deployment.value["spec"]["strategy"]["type"].string == "Recreate"
    let first = isRecreated ? (total > 0 ? 0 : replicas) : max(0, min(replicas, replicas + surge - total))
    let last = existing.compactMap { Int($0.annotations[Self.revision] ?? "") }.max() ?? 0

    var set: JSONValue = ["apiVersion": "apps/v1", "kind": "ReplicaSet"]
    set["metadata"] = [
      "name": .string("\(deployment.name)-\(hash.string ?? "")"), "namespace": .string(deployment.namespace),
      "labels": template["metadata"]["labels"],
      "annotations": [Self.revision: .string(String(last + 1))],
      "ownerReferences": [OwnerReference.controller(deployment)],
    ]
    set["metadata"]["labels"][Self.hashLabel] = hash
    set["spec"] = ["replicas": .integer(first)]
    set["spec"]["selector"] = deployment.value["spec"]["selector"]
    set["spec"]["selector"]["matchLabels"][Self.hashLabel] = hash
    set["spec"]["template"] = template
    set["spec"]["template"]["metadata"]["labels"][Self.hashLabel] = hash
    do {
      let made = try cluster.create(KubernetesObject(set), by: Self.user)
      if first > 0 { announce(made.name, from: 0, to: first, of: deployment, in: &cluster) }
      setRevision(of: deployment, last + 1, in: &cluster)
      return made
    } catch {
      let message = "Failed to create new replica set \"\(set["metadata"]["name"].string ?? "")\": \(error.message)"
      cluster.report(.warning, "ReplicaSetCreateError", about: deployment, by: Self.source, message)
      cluster.record(.controller, by: Self.source, "deployment \(deployment.name): \(message)")
      return nil
    }
  }

  private func setRevision(of deployment: KubernetesObject, _ revision: Int, in cluster: inout SimulatedCluster) {
    let name = deployment.namespacedName
    guard var changed = cluster.object("Deployment", name) else { return }
    changed.value["metadata"]["annotations"][Self.revision] = .string(String(revision))
    _ = try? cluster.update(changed, by: Self.user)
  }

  // MARK: Status

  private func reportStatus(
    _ deployment: KubernetesObject, current: KubernetesObject?, _ sets: [KubernetesObject],
    in cluster: inout SimulatedCluster
  ) {
    func sum(_ field: String, _ sets: [KubernetesObject]) -> Int64 {
      sets.map { $0.value["status"][field].integer ?? 0 }.reduce(0, +)
    }
    func number(_ amount: Int64) -> JSONValue { amount == 0 ? .null : .integer(amount) }
    let updated = current.map { sum("replicas", [$0]) } ?? 0
    let available = sum("availableReplicas", sets)
    cluster.setStatus("Deployment", deployment.namespacedName, by: Self.user) { status in
      status["observedGeneration"] = deployment.value["metadata"]["generation"]
      status["replicas"] = number(sum("replicas", sets))
      status["updatedReplicas"] = number(updated)
      status["readyReplicas"] = number(sum("readyReplicas", sets))
      status["availableReplicas"] = number(available)
      status["unavailableReplicas"] = number(max(0, sets.map(Rollout.wanted).reduce(0, +) - available))
    }
  }
}

/// The text that tells the ReplicaSets of a Deployment apart. It is stable, but not the one that kube-controller-manager
/// computes from Go's memory layout.
enum TemplateHash {
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

  static func text(of template: JSONValue) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in template.json.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return String(String(hash % 10_000_000_000).map { alphabet[Int($0.wholeNumberValue ?? 0)] })
  }
}

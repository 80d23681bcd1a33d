import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins

/// What the volume controller and provisioners do with claims, at once.
enum ClaimBinding {
  private static let bindCompleted = "pv.kubernetes.io/bind-completed"

  /// Gives volumes the phase that they would have, where none is said.
  static func complete(_ cluster: ClusterState) {
    for var volume in cluster.objects(ofKind: "PersistentVolume") where volume.value["status"]["phase"].isNull {
      let reference = volume.value["spec"]["claimRef"]
      let claim = cluster.object(
        kind: "PersistentVolumeClaim", namespace: reference["namespace"].string ?? "",
        name: reference["name"].string ?? "")
      let isBound = claim?.value["spec"]["volumeName"].string == volume.name
      volume.value["status"]["phase"] = isBound ? "Bound" : "Available"
      cluster.setObject(volume)
    }
  }

  /// Stores what the scheduler wrote before it bound a Pod, and binds the claims that it chose or ordered volumes for.
  static func apply(_ updates: [KubernetesObject], on node: String, in cluster: ClusterState) {
    for update in updates {
      if update.kind == "PersistentVolume" {
        bind(update, in: cluster)
      } else {
        provision(update, on: node, in: cluster)
      }
    }
  }

  private static func bind(_ volume: KubernetesObject, in cluster: ClusterState) {
    var volume = volume
    volume.value["status"]["phase"] = "Bound"
    cluster.setObject(volume)
    let reference = volume.value["spec"]["claimRef"]
    guard
      var claim = cluster.object(
        kind: "PersistentVolumeClaim", namespace: reference["namespace"].string ?? "",
        name: reference["name"].string ?? "")
    else { return }
    claim.value["spec"]["volumeName"] = .string(volume.name)
    claim.value["metadata"]["annotations"][bindCompleted] = "yes"
    claim.value["status"]["phase"] = "Bound"
    cluster.setObject(claim)
  }

  /// Makes a CSI volume for a claim, reachable from where the Node is.
  private static func provision(_ claim: KubernetesObject, on node: String, in cluster: ClusterState) {
    let view = PersistentVolumeClaim(claim)
    guard let storageClass = cluster.object(kind: "StorageClass", namespace: "", name: view.storageClassName) else {
      return
    }
    let provisioner = storageClass.value["provisioner"].string ?? ""
    let driver = InTreeVolumes.driver(ofPlugin: provisioner) ?? provisioner
    let name = "pvc-\(claim.namespace)-\(claim.name)"
    var spec: JSONValue = [
      "capacity": claim.value["spec"]["resources"]["requests"],
      "accessModes": claim.value["spec"]["accessModes"],
      "volumeMode": .string(view.volumeMode),
      "storageClassName": .string(storageClass.name),
      "csi": ["driver": .string(driver), "volumeHandle": .string(name)],
      "claimRef": [
        "kind": "PersistentVolumeClaim", "namespace": .string(claim.namespace), "name": .string(claim.name),
        "uid": claim.value["metadata"]["uid"],
      ],
    ]
    let expressions = topology(of: driver, storageClass, on: node, in: cluster)
    if !expressions.isEmpty {
      spec["nodeAffinity"] = ["required": ["nodeSelectorTerms": [["matchExpressions": .array(expressions)]]]]
    }
    cluster.setObject(claim)
    bind(
      KubernetesObject([
        "apiVersion": "v1", "kind": "PersistentVolume", "metadata": ["name": .string(name)], "spec": spec,
      ]), in: cluster)
  }

  /// The chosen Node's place, in the keys that the driver tells volumes' places apart by.
  private static func topology(
    of driver: String, _ storageClass: KubernetesObject, on node: String, in cluster: ClusterState
  ) -> [JSONValue] {
    let labels = cluster.node(named: node)?.metadata.labels ?? [:]
    let drivers = cluster.object(kind: "CSINode", namespace: "", name: node)?.value["spec"]["drivers"].items ?? []
    var keys: [String]
    if let entry = drivers.first(where: { $0["name"].string == driver }) {
      keys = entry["topologyKeys"].strings
    } else {
      keys = storageClass.value["allowedTopologies"].items
        .flatMap { $0["matchLabelExpressions"].items.compactMap { $0["key"].string } }
      if keys.isEmpty {
        let zone = "topology.kubernetes.io/zone"
        keys = [labels[zone] == nil ? "kubernetes.io/hostname" : zone]
      }
    }
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }.compactMap { key in
      labels[key].map { ["key": .string(key), "operator": "In", "values": [.string($0)]] }
    }
  }
}

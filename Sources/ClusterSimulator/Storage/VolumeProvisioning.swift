import KubernetesAPI
import SchedulerPlugins

/// How a StorageClass' provisioner makes volumes. Any provisioner that a class names is taken to run, and to make what it
/// is asked for; the ones of old do so through their CSI drivers.
/// <https://kubernetes.io/docs/concepts/storage/dynamic-provisioning/>
struct VolumeProvisioning {
  let storageClass: KubernetesObject
  /// The CSI driver that makes the volumes.
  let driver: String

  private static let zone = "topology.kubernetes.io/zone"
  private static let hostname = "kubernetes.io/hostname"

  /// nil for a class whose volumes nobody makes.
  init?(_ storageClass: KubernetesObject) {
    let provisioner = storageClass.value["provisioner"].string ?? ""
    if let driver = InTreeVolumes.driver(ofPlugin: provisioner) {
      self.driver = driver
    } else if provisioner.isEmpty || provisioner.hasPrefix("kubernetes.io/") {
      return nil
    } else {
      driver = provisioner
    }
    self.storageClass = storageClass
  }

  /// The volume for a claim.
  ///
  /// - Parameter place: what Nodes have to match to reach it; empty for everywhere.
  func volume(for claim: KubernetesObject, named name: String, place: [JSONValue]) -> KubernetesObject {
    var spec: JSONValue = [
      "capacity": ["storage": claim.value["spec"]["resources"]["requests"]["storage"]],
      "accessModes": claim.value["spec"]["accessModes"],
      "volumeMode": .string(claim.value["spec"]["volumeMode"].string ?? "Filesystem"),
      "persistentVolumeReclaimPolicy": .string(storageClass.value["reclaimPolicy"].string ?? "Delete"),
      "storageClassName": .string(storageClass.name),
      "csi": ["driver": .string(driver), "volumeHandle": .string(name)],
      "claimRef": VolumeBinder.reference(to: claim),
    ]
    if !claim.value["spec"]["volumeAttributesClassName"].isNull {
      spec["volumeAttributesClassName"] = claim.value["spec"]["volumeAttributesClassName"]
    }
    if !place.isEmpty {
      spec["nodeAffinity"] = ["required": ["nodeSelectorTerms": [["matchExpressions": .array(place)]]]]
    }
    return KubernetesObject([
      "apiVersion": "v1", "kind": "PersistentVolume",
      "metadata": [
        "name": .string(name), "annotations": [Self.provisionedByAnnotation: .string(driver)],
      ],
      "spec": spec,
    ])
  }

  static let provisionedByAnnotation = "pv.kubernetes.io/provisioned-by"

  /// Where a Node is, in the keys by which the driver tells volumes' places apart.
  ///
  /// - Parameter csiNode: the Node's CSINode; without the driver's entry in it the class' topologies count, and else the
  ///   zone or the Node itself.
  func place(of labels: [String: String], csiNode: KubernetesObject?) -> [JSONValue] {
    let fallback = allowedKeys.isEmpty ? [labels[Self.zone] == nil ? Self.hostname : Self.zone] : allowedKeys
    let keys = topologyKeys(csiNode) ?? fallback
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }.compactMap { key in
      labels[key].map { ["key": .string(key), "operator": "In", "values": [.string($0)]] }
    }
  }

  /// The keys that the driver has registered on a Node; nil where it has not.
  func topologyKeys(_ csiNode: KubernetesObject?) -> [String]? {
    csiNode?.value["spec"]["drivers"].items.first { $0["name"].string == driver }.map { $0["topologyKeys"].strings }
  }

  private var allowedKeys: [String] {
    storageClass.value["allowedTopologies"].items
      .flatMap { $0["matchLabelExpressions"].items.compactMap { $0["key"].string } }
  }
}

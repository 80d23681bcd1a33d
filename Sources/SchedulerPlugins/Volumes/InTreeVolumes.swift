import KubernetesAPI

/// Volume plugins that were once part of Kubernetes, and the CSI drivers that do their work today.
/// <https://kubernetes.io/docs/concepts/storage/volumes/#csi-migration>
public enum InTreeVolumes {
  private struct Plugin {
    /// As storage classes name it.
    let name: String
    /// The field of a volume's source.
    let field: String
    /// The field within that tells volumes apart.
    let identity: String
    let driver: String
    /// Whether kube-scheduler counts its volumes on every Node with a CSINode.
    let isCounted: Bool
    /// The Node label by which the driver tells zones apart; nil where it does not.
    var zoneKey: String?
  }

  private static let plugins = [
    Plugin(
      name: "kubernetes.io/aws-ebs", field: "awsElasticBlockStore", identity: "volumeID",
      driver: "ebs.csi.aws.com", isCounted: true,
      zoneKey: "topology.ebs.csi.aws.com/zone"),
    Plugin(
      name: "kubernetes.io/gce-pd", field: "gcePersistentDisk", identity: "pdName",
      driver: "pd.csi.storage.gke.io", isCounted: true,
      zoneKey: "topology.gke.io/zone"),
    Plugin(
      name: "kubernetes.io/azure-disk", field: "azureDisk", identity: "diskURI", driver: "disk.csi.azure.com",
      isCounted: true, zoneKey: "topology.disk.csi.azure.com/zone"),
    Plugin(
      name: "kubernetes.io/cinder", field: "cinder", identity: "volumeID",
      driver: "cinder.csi.openstack.org", isCounted: true,
      zoneKey: "topology.cinder.csi.openstack.org/zone"),
    Plugin(
      name: "kubernetes.io/portworx-volume", field: "portworxVolume", identity: "volumeID",
      driver: "pxd.portworx.com", isCounted: true),
    Plugin(
      name: "kubernetes.io/azure-file", field: "azureFile", identity: "shareName", driver: "file.csi.azure.com",
      isCounted: false),
    Plugin(
      name: "kubernetes.io/vsphere-volume", field: "vsphereVolume", identity: "volumePath",
      driver: "csi.vsphere.vmware.com", isCounted: false),
  ]

  /// On a CSINode: the plugins whose work the Node's CSI drivers do, by their names, with commas between.
  static let migratedAnnotation = "storage.alpha.kubernetes.io/migrated-plugins"

  /// The CSI driver that does the work of a provisioner of old; nil for any other name.
  public static func driver(ofPlugin name: String) -> String? { plugins.first { $0.name == name }?.driver }

  /// Whether volumes of the plugin count against the limits of its CSI driver.
  static func isCounted(plugin name: String) -> Bool { plugins.first { $0.name == name }?.isCounted ?? false }

  /// Whether a volume's source is one of these plugins'.
  static func isMigratable(_ source: JSONValue) -> Bool { plugins.contains { !source[$0.field].isNull } }

  /// The plugin of a volume's source, if its volumes are told apart by zones: its name, and the driver's zone label.
  static func migration(of source: JSONValue) -> (name: String, zoneKey: String)? {
    guard let plugin = plugins.first(where: { !source[$0.field].isNull }), let key = plugin.zoneKey else { return nil }
    return (plugin.name, key)
  }

  /// The driver and the handle that a source counts as; nil for one that does not count.
  static func counted(_ source: JSONValue) -> (driver: String, handle: String)? {
    guard let plugin = plugins.first(where: { !source[$0.field].isNull }), plugin.isCounted else { return nil }
    var handle = source[plugin.field][plugin.identity].string ?? ""
    // `aws://zone/vol-1` and `vol-1` are the same volume.
    if handle.hasPrefix("aws://") { handle = handle.split(separator: "/").last.map(String.init) ?? handle }
    return (plugin.driver, handle)
  }
}

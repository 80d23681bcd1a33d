/// A PersistentVolume (`v1.PersistentVolume`), as far as scheduling looks at it.
public struct PersistentVolume: Sendable, Hashable {
  /// The claim that a volume is bound to, or kept for.
  public struct ClaimReference: Sendable, Hashable {
    public var namespace: String
    public var name: String
    /// Empty while the volume is only kept for a claim of this name.
    public var uid: String

    public var namespacedName: NamespacedName { NamespacedName(namespace, name) }
  }

  public let object: KubernetesObject
  public var metadata: ObjectMeta
  /// Empty for none.
  public var storageClassName: String
  /// Bytes, exactly as written.
  public var capacity: Quantity
  public var accessModes: [String]
  /// `Filesystem` or `Block`.
  public var volumeMode: String
  /// The Nodes that the volume can be reached from; nil for all.
  public var nodeAffinity: NodeSelector?
  public var claim: ClaimReference?
  /// `Available`, `Bound`, `Released` …
  public var phase: String
  /// Empty for none.
  public var attributesClassName: String
  public var csiDriver: String?
  public var csiHandle: String?

  public init(_ object: KubernetesObject) {
    self.object = object
    metadata = object.metadata
    let spec = object.value["spec"]
    storageClassName = StorageClassName.of(object)
    capacity = Quantity(spec["capacity"]["storage"]) ?? Quantity(0)
    accessModes = spec["accessModes"].strings
    volumeMode = spec["volumeMode"].string ?? "Filesystem"
    nodeAffinity = NodeSelector(spec["nodeAffinity"]["required"])
    let reference = spec["claimRef"]
    if !reference.isNull {
      claim = ClaimReference(
        namespace: reference["namespace"].string ?? "", name: reference["name"].string ?? "",
        uid: reference["uid"].string ?? "")
    }
    phase = object.value["status"]["phase"].string ?? "Available"
    attributesClassName = spec["volumeAttributesClassName"].string ?? ""
    csiDriver = spec["csi"]["driver"].string
    csiHandle = spec["csi"]["volumeHandle"].string
  }

  /// On volumes and claims: Kubernetes chose them for each other, not a person.
  public static let boundByControllerAnnotation = "pv.kubernetes.io/bound-by-controller"

  /// Whether the volume is bound to the claim, or kept for it.
  public func isBound(to other: PersistentVolumeClaim) -> Bool {
    guard let claim else { return false }
    return claim.name == other.metadata.name && claim.namespace == other.metadata.namespace
      && (claim.uid.isEmpty || claim.uid == other.metadata.uid)
  }

  /// Whether a Node with these labels can reach the volume.
  public func isReachable(from labels: [String: String]) -> Bool {
    nodeAffinity?.matches(labels: labels, name: "") ?? true
  }
}

/// A claim to a volume (`v1.PersistentVolumeClaim`), as far as scheduling looks at it.
public struct PersistentVolumeClaim: Sendable, Hashable {
  public let object: KubernetesObject
  public var metadata: ObjectMeta
  /// Empty for none.
  public var storageClassName: String
  /// Empty while no volume is chosen.
  public var volumeName: String
  /// Bytes; nil when the claim asks for no size.
  public var request: Quantity?
  public var accessModes: [String]
  /// `Filesystem` or `Block`.
  public var volumeMode: String
  /// Restricts the volumes by their labels.
  public var selector: LabelSelector?
  /// Empty for none.
  public var attributesClassName: String
  /// `Pending`, `Bound` or `Lost`.
  public var phase: String

  public init(_ object: KubernetesObject) {
    self.object = object
    metadata = object.metadata
    let spec = object.value["spec"]
    storageClassName = StorageClassName.of(object)
    volumeName = spec["volumeName"].string ?? ""
    request = Quantity(spec["resources"]["requests"]["storage"])
    accessModes = spec["accessModes"].strings
    volumeMode = spec["volumeMode"].string ?? "Filesystem"
    selector = LabelSelector(spec["selector"])
    attributesClassName = spec["volumeAttributesClassName"].string ?? ""
    phase = object.value["status"]["phase"].string ?? "Pending"
  }

  /// Whether the volume controller is done with the claim.
  public var isFullyBound: Bool {
    !volumeName.isEmpty && metadata.annotations[Self.bindCompletedAnnotation] != nil
  }

  /// The volume controller is done with the claim.
  public static let bindCompletedAnnotation = "pv.kubernetes.io/bind-completed"

  /// The Node that a scheduler ordered a volume for.
  public var selectedNode: String? { metadata.annotations[Self.selectedNodeAnnotation] }

  public static let selectedNodeAnnotation = "volume.kubernetes.io/selected-node"
}

private enum StorageClassName {
  /// The older annotation counts before the field.
  static func of(_ object: KubernetesObject) -> String {
    object.annotations["volume.beta.kubernetes.io/storage-class"]
      ?? object.value["spec"]["storageClassName"].string ?? ""
  }
}

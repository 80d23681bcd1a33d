import KubernetesAPI
import SchedulerFramework
import Testing

/// Objects that volumes are made of, as YAML.
enum Storage {
  static func claim(
    _ name: String, _ spec: String = "storageClassName: local", size: String = "1Gi", modes: String = "[ReadWriteOnce]",
    metadata: String = "", status: String = "{}"
  ) -> String {
    """
    {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: \(name), namespace: default, uid: \(name)\(metadata)},
     spec: {accessModes: \(modes), resources: {requests: {storage: \(size)}}, \(spec)}, status: \(status)}
    """
  }

  /// A claim that is bound to the volume.
  static func bound(_ name: String, to volume: String, modes: String = "[ReadWriteOnce]") -> String {
    claim(
      name, "volumeName: \(volume)", modes: modes, metadata: ", annotations: {pv.kubernetes.io/bind-completed: 'yes'}")
  }

  static func volume(_ name: String, size: String = "1Gi", _ spec: String = "", labels: String = "{}") -> String {
    """
    {apiVersion: v1, kind: PersistentVolume, metadata: {name: \(name), labels: \(labels)},
     spec: {capacity: {storage: \(size)}, accessModes: [ReadWriteOnce], storageClassName: local\(spec.isEmpty ? "" : ", ")\(spec)}}
    """
  }

  static func only(_ node: String) -> String {
    "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: "
      + "[{key: kubernetes.io/hostname, operator: In, values: [\(node)]}]}]}}"
  }

  static func storageClass(
    _ name: String, provisioner: String = "kubernetes.io/no-provisioner", mode: String = "WaitForFirstConsumer",
    _ rest: String = ""
  ) -> String {
    "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: \(name)}, provisioner: \(provisioner), "
      + "volumeBindingMode: \(mode)\(rest.isEmpty ? "" : ", \(rest)")}"
  }

  static func using(_ claims: String..., rest: String = "priority: 0") -> String {
    let volumes = claims.map { "{name: \($0), persistentVolumeClaim: {claimName: \($0)}}" }
    return "{\(rest), volumes: [\(volumes.joined(separator: ", "))]}"
  }
}

@Suite("VolumeRestrictions")
struct VolumeRestrictionsTests {
  @Test(
    "a disk of old can be shared only by readers, an EBS volume not at all",
    arguments: [
      ("gcePersistentDisk: {pdName: d}", "gcePersistentDisk: {pdName: d}", true),
      ("gcePersistentDisk: {pdName: d, readOnly: true}", "gcePersistentDisk: {pdName: d, readOnly: true}", false),
      ("gcePersistentDisk: {pdName: d}", "gcePersistentDisk: {pdName: e}", false),
      (
        "awsElasticBlockStore: {volumeID: d, readOnly: true}", "awsElasticBlockStore: {volumeID: d, readOnly: true}",
        true
      ),
      ("iscsi: {iqn: q, lun: 0}", "iscsi: {iqn: q, lun: 1}", true),
      ("rbd: {monitors: [m1, m2], image: i}", "rbd: {monitors: [m2], pool: rbd, image: i}", true),
      ("rbd: {monitors: [m1], image: i}", "rbd: {monitors: [m2], image: i}", false),
    ])
  func disks(running: String, wanted: String, conflicts: Bool) throws {
    let old = try pod("old", on: "n", spec: "{volumes: [{name: v, \(running)}]}")
    let attempt = try Situation(nodes: [node("n"), node("other")], pods: [old])
      .attempt(pod("p", spec: "{volumes: [{name: v, \(wanted)}]}"))
    #expect(
      attempt.rejections(by: "VolumeRestrictions") == (conflicts ? ["n": ["node(s) had no available disk"]] : [:]))
  }

  @Test("a ReadWriteOncePod claim in use keeps the Pod off every Node, and preemption frees it")
  func oncePod() throws {
    let cluster = Situation(
      nodes: [try node("a"), try node("b")], pods: [try pod("old", on: "a", spec: Storage.using("c"))],
      objects: [Storage.bound("c", to: "v", modes: "[ReadWriteOncePod]"), Storage.volume("v")])
    let reason =
      "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod"
    let attempt = try cluster.attempt(pod("p", spec: Storage.using("c", rest: "priority: 9")))
    #expect(attempt.rejections(by: "VolumeRestrictions") == ["a": [reason], "b": [reason]])
    #expect(attempt.nominatedNode == "a")
    #expect(attempt.victims == [NamespacedName("default", "old")])
  }

  @Test("a missing claim is found before any Node is looked at")
  func missingClaim() throws {
    let attempt = try Situation(nodes: [node("n")]).attempt(pod("p", spec: Storage.using("gone")))
    #expect(
      attempt.preFilterStatus(of: "VolumeRestrictions")
        == Status(.unschedulableAndUnresolvable, "persistentvolumeclaim \"gone\" not found"))
  }
}

@Suite("NodeVolumeLimits")
struct NodeVolumeLimitsTests {
  static let csiNode = """
    {apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: "n"},
     spec: {drivers: [{name: csi.example.com, nodeID: "n", allocatable: {count: 1}}]}}
    """

  static func objects(_ claims: String...) -> [String] {
    let csi = "csi: {driver: csi.example.com, volumeHandle: "
    return claims.flatMap { [Storage.bound($0, to: "v-\($0)"), Storage.volume("v-\($0)", "\(csi)h-\($0)}")] }
  }

  static func attempt(_ objects: [String], wanting claim: String) throws -> Attempt {
    try Situation(
      nodes: [node("n"), node("unlimited")], pods: [pod("old", on: "n", spec: Storage.using("one"))],
      objects: objects
    ).attempt(pod("p", spec: Storage.using(claim)))
  }

  @Test("one volume more than the driver attaches is too many, and without a CSINode there is no limit")
  func limit() throws {
    let attempt = try Self.attempt(Self.objects("one", "two") + [Self.csiNode], wanting: "two")
    #expect(attempt.rejections(by: "NodeVolumeLimits") == ["n": ["node(s) exceed max volume count"]])
    #expect(attempt.code(of: "n", by: "NodeVolumeLimits") == .unschedulable)
  }

  @Test("a volume that the Node has already is free")
  func shared() throws {
    let attempt = try Self.attempt(Self.objects("one") + [Self.csiNode], wanting: "one")
    #expect(attempt.rejections(by: "NodeVolumeLimits").isEmpty)
  }

  /// A VolumeAttachment of a volume, which no Pod on the Node need use.
  static func attachment(of volume: String, to node: String = "n") -> String {
    "{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: 'a-\(volume)'}, "
      + "spec: {attacher: csi.example.com, nodeName: '\(node)', source: {persistentVolumeName: \(volume)}}}"
  }

  @Test("a volume that is attached takes its place, whether or not a Pod uses it")
  func attached() throws {
    let objects = Self.objects("left", "new") + [Self.csiNode]
    func rejections(_ attachments: String...) throws -> [String: [String]] {
      try Situation(nodes: [node("n")], objects: objects + attachments)
        .attempt(pod("p", spec: Storage.using("new"))).rejections(by: "NodeVolumeLimits")
    }
    #expect(try rejections().isEmpty)
    #expect(try rejections(Self.attachment(of: "v-left")) == ["n": ["node(s) exceed max volume count"]])
    #expect(try rejections(Self.attachment(of: "v-left", to: "elsewhere")).isEmpty)
  }

  @Test("a volume that is attached and used by a Pod counts once")
  func attachedAndUsed() throws {
    let roomForTwo = Self.csiNode.replacing("count: 1", with: "count: 2")
    let objects = Self.objects("one", "two") + [roomForTwo, Self.attachment(of: "v-one")]
    #expect(try Self.attempt(objects, wanting: "two").rejections(by: "NodeVolumeLimits").isEmpty)
  }

  @Test("a volume of a plugin that CSI took over counts for the driver")
  func migrated() throws {
    let limits = Self.csiNode.replacing("csi.example.com", with: "ebs.csi.aws.com")
    let objects = ["one", "two"].flatMap {
      [Storage.bound($0, to: "v-\($0)"), Storage.volume("v-\($0)", "awsElasticBlockStore: {volumeID: vol-\($0)}")]
    }
    let attempt = try Self.attempt(objects + [limits], wanting: "two")
    #expect(attempt.rejections(by: "NodeVolumeLimits") == ["n": ["node(s) exceed max volume count"]])
  }

  @Test("a volume that is still to be made counts for its class's driver")
  func unbound() throws {
    let objects =
      Self.objects("one") + [
        Self.csiNode, Storage.storageClass("csi", provisioner: "csi.example.com"),
        Storage.claim("new", "storageClassName: csi"),
      ]
    let attempt = try Self.attempt(objects, wanting: "new")
    #expect(attempt.rejections(by: "NodeVolumeLimits") == ["n": ["node(s) exceed max volume count"]])
  }
}

@Suite("VolumeZone")
struct VolumeZoneTests {
  @Test(
    "a volume's zone label holds the Pod to the zone, where Nodes have any",
    arguments: [
      ("{topology.kubernetes.io/zone: a}", ["b"]),
      ("{topology.kubernetes.io/zone: a__b}", []),
      ("{failure-domain.beta.kubernetes.io/zone: b}", ["a"]),
      ("{}", []),
    ] as [(String, [String])])
  func zones(labels: String, rejected: [String]) throws {
    let nodes = [
      try node("a", ["topology.kubernetes.io/zone": "a"]), try node("b", ["topology.kubernetes.io/zone": "b"]),
      try node("bare"),
    ]
    let attempt = try Situation(
      nodes: nodes, objects: [Storage.bound("c", to: "v"), Storage.volume("v", labels: labels)]
    )
    .attempt(pod("p", spec: Storage.using("c")))
    #expect(Set(attempt.rejections(by: "VolumeZone").keys) == Set(rejected))
    for reasons in attempt.rejections(by: "VolumeZone").values {
      #expect(reasons == ["node(s) had no available volume zone"])
    }
  }
}

@Suite("VolumeBinding")
struct VolumeBindingTests {
  struct Problem: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var claim: String
    var reason: String

    init(_ description: String, _ claim: String, _ reason: String) {
      testDescription = description
      self.claim = claim
      self.reason = reason
    }
  }

  @Test(
    "a claim that cannot be waited for ends the attempt",
    arguments: [
      Problem(
        "an unbound claim of an Immediate class", Storage.claim("c", "storageClassName: now"),
        "pod has unbound immediate PersistentVolumeClaims"),
      Problem(
        "an unbound claim without a class", Storage.claim("c", "volumeMode: Filesystem"),
        "pod has unbound immediate PersistentVolumeClaims"),
      Problem(
        "a claim that is going away",
        Storage.claim("c", metadata: ", deletionTimestamp: '2026-01-01T00:00:00Z'"),
        "persistentvolumeclaim \"c\" is being deleted"),
      Problem(
        "a claim that lost its volume", Storage.claim("c", "volumeName: v", status: "{phase: Lost}"),
        "persistentvolumeclaim \"c\" bound to non-existent persistentvolume \"v\""),
    ])
  func problems(_ problem: Problem) throws {
    let objects = [problem.claim, Storage.storageClass("now", mode: "Immediate"), Storage.storageClass("local")]
    let attempt = try Situation(nodes: [node("n")], objects: objects).attempt(pod("p", spec: Storage.using("c")))
    #expect(
      attempt.preFilterStatus(of: "VolumeBinding") == Status(.unschedulableAndUnresolvable, problem.reason))
  }

  @Test("an ephemeral volume waits for its claim")
  func ephemeral() throws {
    let attempt = try Situation(nodes: [node("n")])
      .attempt(pod("p", spec: "{volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {}}}}]}"))
    #expect(
      attempt.preFilterStatus(of: "VolumeBinding")?.reasons
        == ["waiting for ephemeral volume controller to create the persistentvolumeclaim \"p-v\""])
  }

  @Test("a bound volume holds the Pod to the Nodes that reach it")
  func boundVolume() throws {
    let objects = [Storage.bound("c", to: "v"), Storage.volume("v", Storage.only("a"))]
    let attempt = try Situation(nodes: [node("a"), node("b")], objects: objects)
      .attempt(pod("p", spec: Storage.using("c")))
    #expect(
      attempt.rejections(by: "VolumeBinding") == ["b": ["node(s) didn't match PersistentVolume's node affinity"]])
  }

  static let zonedDisk = "gcePersistentDisk: {pdName: d}"
  static let zonedAffinity =
    "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: "
    + "[{key: topology.kubernetes.io/zone, operator: In, values: [a]}]}]}}"

  @Test(
    "where a driver took over from a plugin, its own zone label counts for the plugin's volumes",
    arguments: [
      ("{topology.kubernetes.io/zone: a}", zonedDisk, ["kubernetes.io/gce-pd"], ["b"]),
      ("{failure-domain.beta.kubernetes.io/zone: a__b}", zonedDisk, ["kubernetes.io/gce-pd"], []),
      ("{}", "\(zonedDisk), \(zonedAffinity)", ["kubernetes.io/gce-pd"], ["b"]),
      // Nobody took over: the volume has no node affinity of its own.
      ("{topology.kubernetes.io/zone: a}", zonedDisk, ["kubernetes.io/aws-ebs"], []),
      ("{topology.kubernetes.io/zone: a}", zonedDisk, [], []),
      ("{}", "\(zonedDisk), \(zonedAffinity)", [], ["a", "b"]),
    ] as [(String, String, [String], [String])])
  func migratedVolume(labels: String, source: String, migrated: [String], rejected: [String]) throws {
    let csiNodes = ["a", "b"].map {
      "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: \($0), annotations: "
        + "{storage.alpha.kubernetes.io/migrated-plugins: '\(migrated.joined(separator: ","))'}}, spec: {drivers: []}}"
    }
    let objects = csiNodes + [Storage.bound("c", to: "v"), Storage.volume("v", source, labels: labels)]
    let key = "topology.gke.io/zone"
    let attempt = try Situation(nodes: [node("a", [key: "a"]), node("b", [key: "b"])], objects: objects)
      .attempt(pod("p", spec: Storage.using("c")))
    #expect(attempt.rejections(by: "VolumeBinding").keys.sorted() == rejected)
  }

  @Test("a waiting claim takes the smallest volume that is large enough, and the larger claim what is left")
  func matching() throws {
    let objects = [
      Storage.storageClass("local"), Storage.claim("big", size: "2Gi"), Storage.claim("small", size: "1Gi"),
      Storage.volume("v3", size: "3Gi", Storage.only("a")), Storage.volume("v2", size: "2Gi", Storage.only("a")),
      Storage.volume("w1", size: "1Gi", Storage.only("b")),
    ]
    let attempt = try Situation(nodes: [node("a"), node("b")], objects: objects)
      .attempt(pod("p", spec: Storage.using("big", "small")))
    #expect(
      attempt.rejections(by: "VolumeBinding")
        == ["b": ["node(s) didn't find available persistent volumes to bind"]])
    #expect(attempt.placedOn == "a")
    let chosen = attempt.preBindUpdates.map { [$0.name, $0.value["spec"]["claimRef"]["name"].string ?? ""] }
    #expect(chosen == [["v2", "small"], ["v3", "big"]])
  }

  @Test(
    "a class with a provisioner gets a volume made, where it may and where there is space",
    arguments: [
      ("", "", [:]),
      (
        "allowedTopologies: [{matchLabelExpressions: [{key: kubernetes.io/hostname, values: [a]}]}]", "",
        ["b": "node(s) didn't find available persistent volumes to bind"]
      ),
      (
        "", "{matchLabels: {kubernetes.io/hostname: b}}", ["a": "node(s) did not have enough free storage"]
      ),
    ] as [(String, String, [String: String])])
  func provisioning(rest: String, space: String, rejected: [String: String]) throws {
    var objects = [
      Storage.storageClass("csi", provisioner: "csi.example.com", rest),
      Storage.claim("c", "storageClassName: csi"),
    ]
    if !space.isEmpty {
      objects.append(
        "{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: csi.example.com}, spec: {storageCapacity: true}}"
      )
      objects.append(
        "{apiVersion: storage.k8s.io/v1, kind: CSIStorageCapacity, metadata: {name: s, namespace: default}, "
          + "storageClassName: csi, nodeTopology: \(space), capacity: 5Gi}")
    }
    let attempt = try Situation(nodes: [node("a"), node("b")], objects: objects)
      .attempt(pod("p", spec: Storage.using("c")))
    #expect(attempt.rejections(by: "VolumeBinding") == rejected.mapValues { [$0] })
    let ordered = attempt.preBindUpdates.first?.annotations["volume.kubernetes.io/selected-node"]
    #expect(ordered == attempt.placedOn)
    #expect(ordered != nil)
  }
}

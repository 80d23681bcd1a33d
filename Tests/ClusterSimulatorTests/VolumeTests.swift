import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("Volumes and claims")
struct VolumeTests {
  private static let classes = """
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: disk.example.com
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: late}
    provisioner: disk.example.com
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local}
    provisioner: kubernetes.io/no-provisioner
    volumeBindingMode: WaitForFirstConsumer

    """

  private static func claim(_ name: String, _ storageClass: String, _ size: String = "1Gi", _ more: String = "")
    -> String
  {
    """
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: \(name)}
    spec:
      storageClassName: "\(storageClass)"
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: \(size)}}
      \(more)

    """
  }

  private static func volume(
    _ name: String, _ storageClass: String, _ size: String, node: String? = nil, _ more: String = ""
  ) -> String {
    let affinity =
      node.map {
        "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: "
          + "[{key: kubernetes.io/hostname, operator: In, values: [\($0)]}]}]}}"
      } ?? ""
    return """
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: \(name)}
      spec:
        storageClassName: "\(storageClass)"
        capacity: {storage: \(size)}
        accessModes: [ReadWriteOnce]
        nfs: {server: nfs, path: /}
        \(affinity)
        \(more)

      """
  }

  private static func user(_ name: String, of claim: String) -> String {
    podText(name, "volumes: [{name: data, persistentVolumeClaim: {claimName: \(claim)}}]")
  }

  // MARK: Binding

  @Test("a claim gets the smallest volume of its class that is large enough")
  func smallestVolume() throws {
    let text =
      threeNodes + Self.volume("large", "", "10Gi") + Self.volume("fits", "", "2Gi") + Self.volume("small", "", "1Gi")
      + Self.volume("other", "slow", "2Gi") + Self.claim("data", "", "2Gi") + Self.user("web", of: "data")
    let simulation = try simulate(text)
    let claim = try simulation.last("PersistentVolumeClaim", "data")
    #expect(claim["spec"]["volumeName"] == "fits")
    #expect(claim["status"]["phase"] == "Bound")
    #expect(claim["status"]["capacity"]["storage"] == "2Gi")
    #expect(
      claim["metadata"]["annotations"].stringMap
        == ["pv.kubernetes.io/bind-completed": "yes", "pv.kubernetes.io/bound-by-controller": "yes"])
    #expect(try simulation.last("PersistentVolume", "fits")["status"]["phase"] == "Bound")
    #expect(try simulation.last("PersistentVolume", "large")["status"]["phase"] == "Available")
    #expect(simulation.nodes["web"] != "-")
  }

  @Test("a claim without a class waits for a volume that comes later, and so does its Pod")
  func lateVolume() throws {
    let text = threeNodes + Self.claim("data", "") + Self.user("web", of: "data")
    let volume = try objects(Self.volume("pv", "", "1Gi"))
    let simulation = try simulate(text, steps: [UserStep(at: seconds(10), .apply(volume))])
    #expect(
      simulation.events(about: "persistentvolumeclaim/data") == [
        "FailedBinding: no persistent volumes available for this claim and no storage class is set"
      ])
    #expect(
      simulation.texts(.unschedulable).first?.contains("pod has unbound immediate PersistentVolumeClaims") == true)
    #expect(simulation.nodes["web"] != "-")
    #expect(simulation.result.steps.last?.at == seconds(10))
  }

  @Test("an Immediate claim is provisioned before any Pod")
  func immediate() throws {
    let simulation = try simulate(threeNodes + Self.classes + Self.claim("data", "fast", "5Gi"))
    let events = simulation.events(about: "persistentvolumeclaim/data")
    #expect(
      events.map { $0.prefix { $0 != ":" } } == ["ExternalProvisioning", "Provisioning", "ProvisioningSucceeded"])
    let claim = try simulation.last("PersistentVolumeClaim", "data")
    let volume = try simulation.last("PersistentVolume", claim["spec"]["volumeName"].string ?? "")
    #expect(volume["metadata"]["name"].string == "pvc-\(claim["metadata"]["uid"].string ?? "")")
    #expect(volume["spec"]["claimRef"]["name"] == "data")
    #expect(volume["spec"]["persistentVolumeReclaimPolicy"] == "Delete")
    #expect(volume["status"]["phase"] == "Bound")
    #expect(
      events.last == "ProvisioningSucceeded: Successfully provisioned volume \(volume["metadata"]["name"].string ?? "")"
    )
  }

  @Test("a claim of a class that is not there, or that makes nothing, says so until there is one")
  func missingClass() throws {
    let immediate =
      "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: none}\n"
      + "provisioner: kubernetes.io/no-provisioner\n"
    let text = threeNodes + immediate + Self.claim("a", "gone") + Self.claim("b", "none")
    let simulation = try simulate(
      text,
      steps: [
        UserStep(
          at: seconds(5),
          .apply(
            try objects(
              "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: gone}, provisioner: disk.example.com}"
            )))
      ])
    #expect(
      simulation.events(about: "persistentvolumeclaim/a").first
        == "ProvisioningFailed: storageclass.storage.k8s.io \"gone\" not found")
    #expect(
      simulation.events(about: "persistentvolumeclaim/b") == [
        "ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner"
      ])
    #expect(try simulation.last("PersistentVolumeClaim", "a")["status"]["phase"] == "Bound")
    #expect(try simulation.last("PersistentVolumeClaim", "b")["status"]["phase"] == "Pending")
  }

  // MARK: The first consumer

  @Test("a claim that waits for its Pod gets the volume of the Pod's Node")
  func localVolume() throws {
    let text =
      threeNodes + Self.classes + Self.volume("on-1", "local", "1Gi", node: "node01")
      + Self.volume("on-2", "local", "1Gi", node: "node02") + Self.claim("data", "local")
      + podText(
        "web",
        "nodeSelector: {kubernetes.io/hostname: node02}, "
          + "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]")
    let simulation = try simulate(text)
    #expect(
      simulation.events(about: "persistentvolumeclaim/data") == [
        "WaitForFirstConsumer: waiting for first consumer to be created before binding"
      ])
    #expect(simulation.nodes["web"] == "node02")
    #expect(try simulation.last("PersistentVolumeClaim", "data")["spec"]["volumeName"] == "on-2")
    #expect(try simulation.last("PersistentVolume", "on-1")["status"]["phase"] == "Available")
    let texts = simulation.result.steps.suffix(2).map(\.text)
    #expect(
      texts == ["bound claim default/data to volume on-2", "Successfully assigned default/web to node02"])
  }

  @Test("two Pods do not get the same volume")
  func twoPods() throws {
    let text =
      threeNodes + Self.classes + Self.volume("on-1", "local", "1Gi", node: "node01") + Self.claim("a", "local")
      + Self.claim("b", "local") + Self.user("first", of: "a") + Self.user("second", of: "b")
    let simulation = try simulate(text)
    #expect(simulation.nodes == ["first": "node01", "second": "-"])
    #expect(
      simulation.texts(.unschedulable).first?.contains(
        "2 node(s) didn't find available persistent volumes to bind") == true)
    #expect(try simulation.last("PersistentVolumeClaim", "b")["spec"]["volumeName"] == .null)
  }

  @Test("a volume that is made for a waiting claim is made where the Pod goes")
  func provisioning() throws {
    let text =
      threeNodes + Self.classes + Self.claim("data", "late")
      + podText(
        "web",
        "nodeSelector: {topology.kubernetes.io/zone: zone-b}, "
          + "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]")
    let simulation = try simulate(text)
    let claim = try simulation.last("PersistentVolumeClaim", "data")
    #expect(claim["metadata"]["annotations"]["volume.kubernetes.io/selected-node"] == "node02")
    let volume = try simulation.last("PersistentVolume", claim["spec"]["volumeName"].string ?? "")
    let terms = volume["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"]
    #expect(
      terms[0]["matchExpressions"][0]
        == ["key": "topology.kubernetes.io/zone", "operator": "In", "values": ["zone-b"]])
    #expect(simulation.result.steps.last?.text == "Successfully assigned default/web to node02")
  }

  // MARK: Ephemeral volumes

  @Test("an ephemeral volume's claim is made for the Pod and goes with it")
  func ephemeral() throws {
    let text =
      threeNodes + Self.classes
      + podText(
        "web",
        "volumes: [{name: scratch, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: "
          + "{storageClassName: late, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}]")
    let before = try simulate(text)
    let claim = try before.last("PersistentVolumeClaim", "web-scratch")
    #expect(claim["metadata"]["ownerReferences"][0]["name"] == "web")
    #expect(claim["metadata"]["labels"] == ["a": "b"])
    #expect(claim["status"]["phase"] == "Bound")
    #expect(before.nodes["web"] != "-")
    let after = try simulate(text, steps: kubectl("delete pod web"))
    let last = after.result.steps.count
    #expect(try after.objects(afterStep: last, kind: "PersistentVolumeClaim")?.isEmpty == true)
    #expect(try after.objects(afterStep: last, kind: "PersistentVolume")?.isEmpty == true)
  }

  // MARK: The end

  @Test("a claim that a Pod uses stays until the Pod is gone, and its volume is reclaimed by its policy")
  func protection() throws {
    let text =
      threeNodes + Self.classes + Self.volume("kept", "local", "1Gi") + Self.claim("made", "fast")
      + Self.claim("data", "local")
      + podText(
        "web",
        "volumes: [{name: a, persistentVolumeClaim: {claimName: made}}, "
          + "{name: b, persistentVolumeClaim: {claimName: data}}]")
    let steps = kubectl("delete pvc made data", "delete pod web")
    let simulation = try simulate(text, steps: steps)
    let deletion = try #require(simulation.result.steps.first { $0.at == seconds(10) }).step
    let claims = try #require(try simulation.objects(afterStep: deletion, kind: "PersistentVolumeClaim"))
    #expect(claims.allSatisfy { $0.metadata.deletionTimestamp != nil })
    #expect(claims.count == 2)
    let last = simulation.result.steps.count
    #expect(try simulation.objects(afterStep: last, kind: "PersistentVolumeClaim")?.isEmpty == true)
    let volumes = try #require(try simulation.objects(afterStep: last, kind: "PersistentVolume"))
    #expect(volumes.map(\.name) == ["kept"])
    #expect(volumes.first?.value["status"]["phase"] == "Released")
  }

  @Test("a claim whose volume was deleted is lost")
  func lost() throws {
    let text = threeNodes + Self.volume("pv", "", "1Gi") + Self.claim("data", "")
    let patch: JSONValue = ["metadata": ["finalizers": nil]]
    let steps =
      [UserStep(at: seconds(5), .edit(kind: "PersistentVolume", name: "pv", namespace: nil, patch: patch))]
      + kubectl("delete pv pv")
    let simulation = try simulate(text, steps: steps)
    #expect(try simulation.last("PersistentVolumeClaim", "data")["status"]["phase"] == "Lost")
    #expect(
      simulation.events(about: "persistentvolumeclaim/data") == [
        "ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!"
      ])
  }

  @Test("claims and volumes with a uid are taken as they are, in whatever order they come")
  func existing() throws {
    let text =
      threeNodes + """
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, uid: c-1, annotations: {pv.kubernetes.io/bind-completed: "yes"}}
        spec: {volumeName: pv, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        status: {phase: Bound}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv, uid: v-1}
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteOnce]
          csi: {driver: d, volumeHandle: h}
          persistentVolumeReclaimPolicy: Delete
          claimRef: {namespace: default, name: data, uid: c-1}
        status: {phase: Bound}

        """ + Self.user("web", of: "data")
    let simulation = try simulate(text)
    #expect(simulation.nodes["web"] != "-")
    #expect(simulation.events(about: "persistentvolumeclaim/data").isEmpty)
    #expect(simulation.texts(.controller).isEmpty)
  }
}

extension Simulation {
  /// An object of the default namespace, or of the cluster's scope, as it is at the end.
  func last(_ kind: String, _ name: String) throws -> JSONValue {
    let found = try objects(afterStep: result.steps.count, kind: kind)?.first { $0.name == name }
    return try #require(found, "\(kind) \(name)").value
  }
}

import KubernetesAPI
import SchedulerPlugins

/// Makes the claims of ephemeral volumes: `POD-VOLUME`, owned by the Pod, with which it goes.
/// <https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes>
struct EphemeralVolumes: Controller {
  private static let source = "ephemeral_volume"
  private static let user = "system:serviceaccount:kube-system:ephemeral-volume-controller"

  private var queue = WorkQueue<NamespacedName>()

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(nil, let pod?, _) where pod.spec.volumes.contains(where: \.isEphemeral): queue.add(pod.namespacedName)
    default: break
    }
  }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    guard let name = queue.next() else { return false }
    guard let pod = cluster.object("Pod", name), pod.metadata.deletionTimestamp == nil else { return true }
    let view = pod.pod
    for volume in view.spec.volumes where volume.isEphemeral {
      guard let use = ClaimUse(volume, of: view) else { continue }
      do throws(APIStatus) {
        try makeClaim(use.name, volume.source["ephemeral"]["volumeClaimTemplate"], for: pod, in: &cluster)
      } catch {
        cluster.report(
          .warning, "FailedBinding", about: pod, by: Self.source, "ephemeral volume \(volume.name): \(error.message)")
      }
    }
    return true
  }

  private func makeClaim(
    _ name: String, _ template: JSONValue, for pod: KubernetesObject, in cluster: inout SimulatedCluster
  ) throws(APIStatus) {
    if let existing = cluster.object("PersistentVolumeClaim", NamespacedName(pod.namespace, name)) {
      guard existing.metadata.controller?.uid != pod.uid else { return }
      throw APIStatus(
        .conflict,
        "PVC \(pod.namespace)/\(name) was not created for pod \(pod.namespace)/\(pod.name) (pod is not owner)")
    }
    var metadata: JSONValue = [
      "name": .string(name), "namespace": .string(pod.namespace),
      "ownerReferences": [OwnerReference.controller(pod)],
    ]
    for field in ["labels", "annotations"] where !template["metadata"][field].isNull {
      metadata[field] = template["metadata"][field]
    }
    let claim = KubernetesObject([
      "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": metadata, "spec": template["spec"],
    ])
    try cluster.create(claim, by: Self.user)
    cluster.record(
      .controller, by: "ephemeral-volume-controller",
      "created claim \(NamespacedName(pod.namespace, name)) for \(pod.namespacedName)",
      pod: pod.namespacedName)
  }
}

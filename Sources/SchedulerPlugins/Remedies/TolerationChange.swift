import KubernetesAPI
import SchedulerFramework

/// Tolerations that a Pod would have to get.
enum TolerationChange {
  static func tolerating(_ taints: [Taint], by pod: Pod) -> Remedy {
    let list = FieldPath("spec", "tolerations")
    return Remedy(
      taints.enumerated().map { index, taint in
        let toleration = Toleration(of: taint)
        let isFirst = index == 0 && pod.spec.tolerations.isEmpty
        return Remedy.Change(
          .tolerate(toleration), of: .pod(pod.namespacedName),
          isFirst ? .add(list, [toleration.json]) : .append(list, toleration.json))
      })
  }

  /// - Parameter indices: Places in the Node's list of taints, in ascending order.
  static func removingTaints(at indices: [Int], of node: Node) -> Remedy {
    Remedy(
      // From the end, so that the places before stay what they are.
      indices.reversed().map { index in
        Remedy.Change(
          .removeTaint(node.taints[index]), of: .node(node.name),
          .remove(FieldPath("spec", "taints").index(index)))
      })
  }
}

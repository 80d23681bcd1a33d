import KubernetesAPI
import SchedulerFramework

/// A topology spread constraint as it applies to one Pod.
struct SpreadConstraint {
  let topologyKey: String
  let maxSkew: Int64
  /// With fewer domains the emptiest one counts as empty.
  let minDomains: Int64
  /// nil matches no Pod.
  var selector: LabelSelector?
  private let honorsNodeAffinity: Bool
  let honorsNodeTaints: Bool

  /// - Parameter pod: Its labels give the values of `matchLabelKeys`; keys that it lacks are passed over.
  init(_ constraint: TopologySpreadConstraint, pod: Pod) {
    topologyKey = constraint.topologyKey
    maxSkew = constraint.maxSkew
    minDomains = constraint.minDomains ?? 1
    honorsNodeAffinity = constraint.nodeAffinityPolicy == "Honor"
    honorsNodeTaints = constraint.nodeTaintsPolicy == "Honor"
    let values = constraint.matchLabelKeys.compactMap { key in
      pod.metadata.labels[key].map { LabelSelector.Requirement(key: key, operation: .in, values: [$0]) }
    }
    selector = constraint.labelSelector
    if !values.isEmpty { selector = LabelSelector(values + (selector?.requirements ?? [])) }
  }

  /// Whether the constraint's policies let the Node's Pods and domain count.
  func includes(_ node: Node, for pod: Pod, affinity: RequiredNodeAffinity) -> Bool {
    if honorsNodeAffinity && !affinity.matches(node) { return false }
    return !honorsNodeTaints
      || node.taints.allSatisfy { taint in
        (taint.effect != .noSchedule && taint.effect != .noExecute)
          || pod.spec.tolerations.contains { $0.tolerates(taint) }
      }
  }

  func selects(_ pod: Pod) -> Bool { selector?.matches(pod.metadata.labels) ?? false }
}

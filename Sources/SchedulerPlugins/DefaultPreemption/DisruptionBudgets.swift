import KubernetesAPI
import SchedulerFramework

/// What PodDisruptionBudgets allow now, by their status.
/// <https://kubernetes.io/docs/tasks/run-application/configure-pdb/>
struct DisruptionBudgets: Equatable {
  private struct Budget: Equatable {
    let namespace: String
    let selector: LabelSelector
    let allowed: Int64
    /// Pods whose eviction is under way and already counted.
    let disruptedPods: Set<String>
  }

  private let budgets: [Budget]

  /// A budget without a selector, or with an empty one, is about no Pod.
  init(_ objects: [KubernetesObject]) {
    budgets = objects.compactMap { object in
      guard let selector = LabelSelector(object.value["spec"]["selector"]), !selector.isEmpty else { return nil }
      return Budget(
        namespace: object.metadata.namespace, selector: selector,
        allowed: object.value["status"]["disruptionsAllowed"].integer ?? 0,
        disruptedPods: Set(object.value["status"]["disruptedPods"].members.keys))
    }
  }

  /// Divides Pods into those whose eviction would violate a budget and the others, both in the given order. Each Pod uses up
  /// one disruption of every budget that is about it, so the first ones are within the budget.
  func divide(_ pods: [PodInfo]) -> (violating: [PodInfo], others: [PodInfo]) {
    var allowed = budgets.map(\.allowed)
    var (violating, others): ([PodInfo], [PodInfo]) = ([], [])
    for info in pods {
      let metadata = info.pod.metadata
      var isViolation = false
      if !metadata.labels.isEmpty {
        for (index, budget) in budgets.enumerated()
        where budget.namespace == metadata.namespace && budget.selector.matches(metadata.labels)
          && !budget.disruptedPods.contains(metadata.name)
        {
          allowed[index] -= 1
          if allowed[index] < 0 { isViolation = true }
        }
      }
      if isViolation { violating.append(info) } else { others.append(info) }
    }
    return (violating, others)
  }
}

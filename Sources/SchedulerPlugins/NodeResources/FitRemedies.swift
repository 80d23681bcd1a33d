import KubernetesAPI
import SchedulerFramework

/// What would let a Pod in on a Node that lacks what it requests.
struct FitRemedies {
  /// Amounts in milli-CPU or whole units; `used` is without the Pod. Pods themselves are the resource `pods`, of which every
  /// Pod requests one.
  struct Shortage {
    let resource: String
    let requested: Int64
    let used: Int64
    let allocatable: Int64

    /// Less than 0 on a Node that has more on it than it offers; nil when that exceeds 64 bits.
    var left: Int64? {
      let (left, overflow) = allocatable.subtractingReportingOverflow(used)
      return overflow ? nil : left
    }

    /// What is requested beyond what is left.
    var missing: Int64? {
      guard let left else { return nil }
      let (missing, overflow) = requested.subtractingReportingOverflow(left)
      return overflow ? nil : missing
    }
  }

  static let pods = "pods"

  let pod: Pod
  let node: Node
  let shortages: [Shortage]

  var remedies: [Remedy] { [askingLess, freeing, enlarging].compactMap { $0 }.map(Remedy.init) }

  /// nil when that would leave the Pod without a request, or cannot help.
  private var askingLess: [Remedy.Change]? {
    var reduction = RequestReduction(pod.spec)
    var changes: [Remedy.Change] = []
    for shortage in shortages {
      guard shortage.resource != Self.pods, let left = shortage.left, left > 0, let missing = shortage.missing,
        let patch = reduction.patch(reducing: shortage.resource, to: left)
      else { return nil }
      changes.append(
        .init(
          .requestLess(resource: shortage.resource, by: missing, to: left), of: .pod(pod.namespacedName), patch))
    }
    return changes
  }

  /// nil when the Node is too small even when it is empty.
  private var freeing: [Remedy.Change]? {
    var changes: [Remedy.Change] = []
    for shortage in shortages {
      guard shortage.requested <= shortage.allocatable, let missing = shortage.missing else { return nil }
      changes.append(.init(.free(resource: shortage.resource, amount: missing), of: .node(node.name)))
    }
    return changes
  }

  private var enlarging: [Remedy.Change]? {
    var growth = NodeGrowth(node)
    var changes: [Remedy.Change] = []
    for shortage in shortages {
      let (needed, overflow) = shortage.used.addingReportingOverflow(shortage.requested)
      guard !overflow, let missing = shortage.missing else { return nil }
      changes.append(
        .init(
          .enlarge(resource: shortage.resource, by: missing, to: needed), of: .node(node.name),
          growth.patch(raising: shortage.resource, to: needed)))
    }
    return changes
  }
}

/// Edits of a Node's status that give it more of several resources.
private struct NodeGrowth {
  private let node: Node
  private var field: Node.AmountsField

  init(_ node: Node) {
    self.node = node
    field = node.amountsField
  }

  mutating func patch(raising resource: String, to amount: Int64) -> [JSONPatch.Operation] {
    let status = FieldPath("status")
    let allocatable = status.field("allocatable")
    let quantity = Quantity(amount, of: resource)
    let value = JSONValue.string(quantity.description)
    switch field {
    case .allocatable:
      let raise = JSONPatch.Operation.add(allocatable.key(resource), value)
      guard let capacity = node.capacity[resource], capacity < quantity else { return [raise] }
      return [raise, .add(status.field("capacity").key(resource), value)]
    case .capacity: return [.add(status.field("capacity").key(resource), value)]
    case .neither:
      field = .allocatable
      return [.add(allocatable, .object([resource: value]))]
    case .noStatus:
      field = .allocatable
      return [.add(status, ["allocatable": .object([resource: value])])]
    }
  }
}

import KubernetesAPI
import SchedulerFramework

/// What stands behind a cell of the decision table, in words.
enum DetailWords {
  static func text(_ detail: CellDetail) -> String? {
    switch detail {
    case .untoleratedTaint(let taint), .untoleratedPreferred(let taint): return taint.description
    case .insufficientResource(let resource, let requested, let used, let allocatable):
      let (asked, free) = (amount(requested, of: resource), amount(max(0, allocatable - used), of: resource))
      return "asks \(asked) \(resource), \(free) of \(amount(allocatable, of: resource)) free"
    case .tooManyPods(let used, let allocatable): return "\(used) of \(allocatable) Pods"
    case .nodeSelectorMismatch(let key, let operation, let values, let actual):
      let wanted = values.isEmpty ? "\(key) \(operation)" : "\(key) \(operation) [\(values.joined(separator: ", "))]"
      return "wants \(wanted), has \(actual.map { "\"\($0)\"" } ?? "no such label")"
    case .nodeNameMismatch(let expected): return "wants \(expected)"
    case .portConflict(let port, let networkProtocol, let hostIP):
      return "\(networkProtocol) \(hostIP):\(port) is taken"
    case .topologySkew(let key, let value, let pods, let minimum, let skew, let maxSkew):
      return "\(key)=\(value) has \(pods) matching Pods, the least is \(minimum): skew \(skew), allowed \(maxSkew)"
    case .podAffinityUnmet(_, let key, let value):
      return value.map { "no matching Pod in \(key)=\($0)" } ?? "the Node has no label \(key)"
    case .podAntiAffinityConflict(_, let key, let value, let pods):
      return "\(pods) matching Pods in \(key)=\(value)"
    case .existingAntiAffinityConflict(let key, let value, _): return "a Pod in \(key)=\(value) keeps it away"
    case .text(let text): return text
    case .unschedulable, .resourceScore, .balance, .imageScore, .preferredTerm, .topologySpread, .podAffinityScore:
      return nil
    }
  }

  /// Milli-CPU as kubectl writes them, memory in the largest unit that leaves a short number.
  static func amount(_ number: Int64, of resource: String) -> String {
    switch resource {
    case "cpu": return Quantity(milliUnits: number).description
    case "memory", "ephemeral-storage":
      for (unit, suffix) in [(Int64(1) << 30, "Gi"), (1 << 20, "Mi"), (1 << 10, "Ki")] where number >= unit {
        let tenths = number * 10 / unit
        return tenths % 10 == 0 ? "\(tenths / 10)\(suffix)" : "\(tenths / 10).\(tenths % 10)\(suffix)"
      }
      return String(number)
    default: return String(number)
    }
  }
}

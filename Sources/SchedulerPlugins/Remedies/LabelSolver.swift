import KubernetesAPI

/// Finds labels that meet requirements.
enum LabelSolver {
  /// The value of one label that meets all of these requirements: the present one if it does.
  ///
  /// - Returns: `.some(nil)` when the label must be missing, nil when nothing meets them.
  static func value(meeting requirements: [NodeSelectorTerm.Requirement], now: String?) -> String?? {
    var candidates: [String?] = [now]
    for requirement in requirements {
      switch requirement.operation {
      case .in: candidates += requirement.values
      case .greaterThan: candidates.append(bound(of: requirement, plus: 1))
      case .lessThan: candidates.append(bound(of: requirement, plus: -1))
      default: break
      }
    }
    candidates += [nil, "true", "false", "other"]
    return candidates.first { candidate in
      (candidate.map { NameFormat.labelValue($0).isEmpty } ?? true) && requirements.allSatisfy { $0.matches(candidate) }
    }
  }

  private static func bound(of requirement: NodeSelectorTerm.Requirement, plus step: Int64) -> String? {
    guard let bound = requirement.values.first.flatMap({ Int64($0) }) else { return nil }
    let (value, overflow) = bound.addingReportingOverflow(step)
    return overflow ? nil : String(value)
  }
}

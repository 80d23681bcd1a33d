import SchedulerFramework

/// What was found out about Nodes, by row: for this Pod, and for earlier ones of the same shape as long as nothing has changed
/// on the row.
struct KnownCandidates {
  enum Answer {
    case candidate(PreemptionCandidate)
    case none(Status)
  }

  private var budgets: DisruptionBudgets?
  /// nil for a row that is no candidate, or not known.
  private(set) var candidates: ContiguousArray<PreemptionCandidate?> = []
  /// How many disruption budgets each candidate violates; a negative number for a row that is none.
  private(set) var violations: ContiguousArray<Int32> = []
  /// Why a row is no candidate: a number of ``statuses``.
  private(set) var reasons: ContiguousArray<Int32> = []
  private(set) var statuses: [Status] = []
  /// The state of each row that its answer is about; a negative one for an answer that does not hold beyond this Pod.
  private var rowVersions: ContiguousArray<Int> = []

  /// Forgets everything when disruption budgets have changed.
  mutating func begin(with budgets: DisruptionBudgets, rows: Int) {
    guard self.budgets != budgets || candidates.count != rows else { return }
    self.budgets = budgets
    candidates = ContiguousArray(repeating: nil, count: rows)
    violations = ContiguousArray(repeating: -1, count: rows)
    reasons = ContiguousArray(repeating: 0, count: rows)
    statuses = []
    rowVersions = ContiguousArray(repeating: -1, count: rows)
  }

  func isKnown(_ row: Int, version: Int) -> Bool { rowVersions[row] == version }

  /// - Parameter version: nil for an answer that must not be used again.
  mutating func keep(_ answer: Answer, about row: Int, version: Int?) {
    rowVersions[row] = version ?? -1
    switch answer {
    case .candidate(let candidate):
      candidates[row] = candidate
      violations[row] = Int32(clamping: candidate.violations)
    case .none(let status):
      candidates[row] = nil
      violations[row] = -1
      reasons[row] = number(of: status)
    }
  }

  private mutating func number(of status: Status) -> Int32 {
    if let number = statuses.firstIndex(of: status) { return Int32(number) }
    statuses.append(status)
    return Int32(statuses.count - 1)
  }

  /// The candidate that harms least; the first in node order of several that are equal in everything.
  ///
  /// - Parameter rows: Of candidates.
  func best(of rows: [Int]) -> PreemptionCandidate? {
    guard let first = rows.first, var best = candidates[first] else { return nil }
    for row in rows.dropFirst() {
      if let candidate = candidates[row], candidate.comesBefore(best) { best = candidate }
    }
    return best
  }
}

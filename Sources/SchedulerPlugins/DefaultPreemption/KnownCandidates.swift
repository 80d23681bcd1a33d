import SchedulerFramework

/// What was found out about Nodes for earlier Pods of the same shape.
struct KnownCandidates {
  enum Answer {
    case candidate(PreemptionCandidate)
    case none(Status)
  }

  private struct Entry {
    let answer: Answer
    let rowVersion: Int
  }

  private var budgets: DisruptionBudgets?
  private var entries: ContiguousArray<Entry?> = []

  /// Forgets everything when disruption budgets have changed.
  mutating func begin(with budgets: DisruptionBudgets, rows: Int) {
    guard self.budgets != budgets || entries.count != rows else { return }
    self.budgets = budgets
    entries = ContiguousArray(repeating: nil, count: rows)
  }

  func answer(about row: Int, in cluster: ClusterState) -> Answer? {
    guard let entry = entries[row], entry.rowVersion == cluster.rowVersions[row] else { return nil }
    return entry.answer
  }

  mutating func keep(_ answer: Answer, about row: Int, in cluster: ClusterState) {
    entries[row] = Entry(answer: answer, rowVersion: cluster.rowVersions[row])
  }
}

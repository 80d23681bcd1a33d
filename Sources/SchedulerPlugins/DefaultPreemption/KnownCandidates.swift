import SchedulerFramework

/// What was found out about Nodes for earlier Pods of the same shape.
struct KnownCandidates {
  enum Answer {
    case candidate(PreemptionCandidate)
    case none(Status)
  }

  private var budgets: DisruptionBudgets?
  private var answers: ContiguousArray<Answer?> = []
  /// The state of each row that its answer is about.
  private var rowVersions: ContiguousArray<Int> = []

  /// Forgets everything when disruption budgets have changed.
  mutating func begin(with budgets: DisruptionBudgets, rows: Int) {
    guard self.budgets != budgets || answers.count != rows else { return }
    self.budgets = budgets
    answers = ContiguousArray(repeating: nil, count: rows)
    rowVersions = ContiguousArray(repeating: -1, count: rows)
  }

  func answer(about row: Int, in cluster: ClusterState) -> Answer? {
    rowVersions[row] == cluster.rowVersions[row] ? answers[row] : nil
  }

  mutating func keep(_ answer: Answer, about row: Int, in cluster: ClusterState) {
    answers[row] = answer
    rowVersions[row] = cluster.rowVersions[row]
  }
}

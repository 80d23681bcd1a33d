/// The Nodes of an attempt that could win it, whatever the weights are, with their scores: all that has to be kept of an
/// attempt to tell where its Pod goes when weights change.
///
/// A weight is at least 1. So a Node that no plugin prefers to another one, and that some plugin likes less, never has the
/// highest total; and of Nodes with the same scores the first one wins.
public struct ScoreFront: Sendable, Hashable {
  public struct Candidate: Sendable, Hashable {
    public var row: Int
    public var scores: PackedScores
  }

  /// In the order of the rows.
  public private(set) var candidates: [Candidate] = []
  /// The candidate that kept the last row out, and likely keeps out the next one.
  private var doorkeeper = 0

  public init() {}

  /// Considers one more row. Rows come in order.
  mutating func offer(_ row: Int, _ scores: PackedScores) {
    if !candidates.isEmpty {
      if scores.isNowhereAbove(candidates[doorkeeper].scores) { return }
      for index in candidates.indices where scores.isNowhereAbove(candidates[index].scores) {
        doorkeeper = index
        return
      }
      candidates.removeAll { $0.scores.isNowhereAbove(scores) }
    }
    doorkeeper = candidates.count
    candidates.append(Candidate(row: row, scores: scores))
  }

  public static func == (left: ScoreFront, right: ScoreFront) -> Bool { left.candidates == right.candidates }

  public func hash(into hasher: inout Hasher) { hasher.combine(candidates) }

  /// The row with the highest total, the first one of several; nil when nothing was scored.
  ///
  /// - Parameter weights: One a Score plugin, in the order of the profile.
  public func winner(_ weights: [Int64]) -> Int? {
    candidates.lazy.map(\.scores).firstBest(weights).map { candidates[$0].row }
  }
}

/// What the weights of an attempt had to choose from.
public enum Scoring: Sendable, Hashable {
  /// They had no say: no Node was feasible, only one was, or the Pod went where it was nominated to.
  case unscored
  case front(ScoreFront)
  /// More than the profile's weights decides, such as extenders, or the scores of too many plugins to be kept.
  case unknown
}

import SchedulerFramework

/// What the weights of a run's attempts had to choose from: a few Nodes an attempt, with their scores.
struct ScoreLog: Sendable {
  private enum Kind: UInt8 {
    case unscored
    case scored
    case unknown
  }

  private var kinds: [Kind] = []
  /// Where each attempt's candidates end.
  private var ends: [Int32] = []
  /// Of all attempts, one after the other.
  private var nodes: [Int32] = []
  private var scores: [PackedScores] = []
  private var names: [String] = []
  private var numbers: [String: Int32] = [:]
  /// The rows of the last attempt, and the numbers of those that came up.
  private var rows: [String] = []
  private var numbersOfRows: [Int32?] = []

  /// - Parameter rows: The Nodes' names by row.
  mutating func record(_ scoring: Scoring, nodes rows: [String]) {
    switch scoring {
    case .unscored: kinds.append(.unscored)
    case .unknown: kinds.append(.unknown)
    case .front(let front):
      kinds.append(.scored)
      // Mostly the very array of the attempt before, which takes no look at its items.
      if rows != self.rows {
        self.rows = rows
        numbersOfRows = Array(repeating: nil, count: rows.count)
      }
      for candidate in front.candidates {
        nodes.append(number(ofRow: candidate.row))
        scores.append(candidate.scores)
      }
    }
    ends.append(Int32(scores.count))
  }

  private mutating func number(ofRow row: Int) -> Int32 {
    if let known = numbersOfRows[row] { return known }
    let number = number(of: rows[row])
    numbersOfRows[row] = number
    return number
  }

  private mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }

  /// What weights choose in an attempt.
  enum Choice: Equatable {
    /// They have no say.
    case none
    case node(String)
    /// They may have, and nobody can tell without scheduling again.
    case unknown
  }

  /// - Parameters:
  ///   - attempt: Counts from 1.
  ///   - weights: One a Score plugin of the attempt's profile, in its order.
  func choice(in attempt: Int, _ weights: [Int64]) -> Choice {
    guard kinds.indices.contains(attempt - 1) else { return .unknown }
    switch kinds[attempt - 1] {
    case .unscored: return .none
    case .unknown: return .unknown
    case .scored: break
    }
    let candidates = (attempt == 1 ? 0 : Int(ends[attempt - 2]))..<Int(ends[attempt - 1])
    return scores[candidates].firstBest(weights).map { .node(names[Int(nodes[$0])]) } ?? .none
  }
}

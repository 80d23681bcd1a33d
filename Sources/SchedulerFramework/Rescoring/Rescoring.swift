/// An attempt as it would have been with other weights, computed from the scores that it has.
///
/// Filters and Score plugins know nothing of weights: verdicts, raw and normalized scores stay as they are, and the totals
/// are their weighted sums. Only what comes after the choice of a Node may need another attempt.
public struct Rescoring: Sendable {
  /// How far the result is what an attempt with these weights would come to.
  public enum Basis: String, Sendable, CaseIterable {
    /// Exactly: the normalized scores times the new weights.
    case scores
    /// Exactly: nothing was scored, so weights had no say.
    case unscored
    /// The scores choose another Node, and nobody has asked the plugins yet that take part after the choice whether they agree.
    case choice
  }

  public struct Change: Sendable, Hashable {
    public var plugin: String
    public var from: Int64
    public var to: Int64
  }

  /// With the new weights, totals and Node.
  public var attempt: Attempt
  /// The weights that are others now, in the order of the profile.
  public var changes: [Change]
  /// Where the Pod went with the weights of the run.
  public var placedBefore: String?
  public var basis: Basis

  public var isExact: Bool { basis != .choice }
}

/// Weights that no attempt of a profile can have.
public enum RescoringError: Error, Sendable, Hashable {
  /// No Score plugin of the profile has the name.
  case unknownPlugin(String, known: [String])
  /// A weight that no configuration can give.
  case weightOutOfRange(String)
}

extension RescoringError: CustomStringConvertible {
  /// What a configuration takes, which has 32 bits for a weight; its 0 means 1.
  public static let weights: ClosedRange<Int64> = 1...Int64(Int32.max)

  public var description: String {
    switch self {
    case .unknownPlugin(let name, let known):
      known.isEmpty
        ? "\"\(name.prefix(64))\" is no Score plugin here: nothing scores"
        : "\"\(name.prefix(64))\" is no Score plugin here; there are \(known.joined(separator: ", "))"
    case .weightOutOfRange(let name):
      "the weight of \(name.prefix(64)) must be a whole number from \(Self.weights.lowerBound) to "
        + "\(Self.weights.upperBound); a plugin without any say is one that the profile disables"
    }
  }
}

extension Attempt {
  /// The attempt with other weights, without scheduling again.
  ///
  /// - Parameter weights: By Score plugin or extender; all others keep theirs.
  /// - Throws: A ``RescoringError`` for weights that the profile cannot have.
  public func rescored(_ weights: [String: Int64]) throws(RescoringError) -> Rescoring {
    try check(weights)
    var result = Rescoring(attempt: self, changes: [], placedBefore: placedOn, basis: .unscored)
    for (index, (plugin, old)) in self.weights.enumerated() {
      guard let new = weights[plugin], new != old else { continue }
      result.attempt.weights[index].weight = new
      result.changes.append(Rescoring.Change(plugin: plugin, from: old, to: new))
    }
    guard table.feasible.count > 1, !table.scoreColumns.isEmpty else { return result }
    result.basis = .scores
    result.attempt.table.weigh(result.attempt.weights)
    guard let before = table.topRows.first, let row = result.attempt.table.topRows.first, row != before else {
      return result
    }
    if !reserving.isEmpty || isError { result.basis = .choice }
    result.attempt.choose(table.nodeOrder[row])
    return result
  }

  private func check(_ weights: [String: Int64]) throws(RescoringError) {
    let known = self.weights.map(\.plugin)
    for (plugin, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard known.contains(plugin) else { throw .unknownPlugin(plugin, known: known) }
      guard RescoringError.weights.contains(weight) else { throw .weightOutOfRange(plugin) }
    }
  }

  /// Puts the Pod on another of the Nodes that passed; what was said about the one before no longer holds.
  private mutating func choose(_ node: String) {
    placedOn = node
    rejectedAt = nil
    message = nil
    isError = false
    waits = []
    preBindUpdates = []
    clearsNomination = false
  }
}

extension DecisionTable {
  /// Adds the scores up anew.
  fileprivate mutating func weigh(_ weights: [(plugin: String, weight: Int64)]) {
    totals = totals.map { _ in 0 }
    for number in scoreColumns.indices {
      if let weight = weights.first(where: { $0.plugin == scoreColumns[number].plugin })?.weight {
        scoreColumns[number].weight = weight
      }
      for index in totals.indices { totals[index] &+= scoreColumns[number].weighted(at: index) }
    }
  }
}

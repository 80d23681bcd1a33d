/// What up to eight Score plugins gave one Node, 0…100 each, in one word: a plugin a lane.
public struct PackedScores: Sendable, Hashable {
  public static let capacity = 8
  /// The highest bit of every lane: no score reaches it.
  private static let guards: UInt64 = 0x8080_8080_8080_8080

  private var bits: UInt64 = 0

  public init() {}

  /// - Parameter lane: From 0 to less than ``capacity``.
  public subscript(lane: Int) -> Int64 {
    get { Int64(bits >> UInt64(8 * lane) & 0x7f) }
    set { bits = bits & ~(0xff << UInt64(8 * lane)) | UInt64(truncatingIfNeeded: newValue & 0x7f) << UInt64(8 * lane) }
  }

  /// Whether no plugin prefers this Node to the other one.
  func isNowhereAbove(_ other: PackedScores) -> Bool {
    // A lane's guard is borrowed from when this score is the higher one, and nothing else is.
    ((other.bits | Self.guards) &- bits) & Self.guards == Self.guards
  }

  /// The lanes of both; each is used by one of them at most.
  func joined(with other: PackedScores) -> PackedScores {
    var joined = self
    joined.bits |= other.bits
    return joined
  }

  /// - Parameter weights: One a lane, from the first.
  public func total(_ weights: [Int64]) -> Int64 {
    var total: Int64 = 0
    for lane in weights.indices.prefix(Self.capacity) { total += weights[lane] * self[lane] }
    return total
  }
}

extension Collection<PackedScores> {
  /// Where the highest total is, the first one of several.
  ///
  /// - Parameter weights: One a lane, from the first.
  public func firstBest(_ weights: [Int64]) -> Index? {
    var best: (index: Index, total: Int64)?
    for index in indices {
      let total = self[index].total(weights)
      if best.map({ total > $0.total }) ?? true { best = (index, total) }
    }
    return best?.index
  }
}

/// One Score plugin's numbers: an entry per feasible Node, in the order of `rows`.
public struct ScoreColumn: Sendable {
  /// The best score a Node can have after normalisation, and the worst is 0.
  public static let maximum: Int64 = 100

  public let plugin: String
  public let weight: Int64
  /// The rows of the cluster that are scored.
  public let rows: [Int]
  /// What Score returned.
  public internal(set) var raw: ContiguousArray<Int64>
  /// What normalisation made of it, 0…100.
  public var normalized: ContiguousArray<Int64>
  /// Set when the plugin failed.
  public var error: String?

  public init(plugin: String, weight: Int64, rows: [Int]) {
    self.plugin = plugin
    self.weight = weight
    self.rows = rows
    raw = ContiguousArray(repeating: 0, count: rows.count)
    normalized = raw
  }

  public func weighted(at index: Int) -> Int64 { normalized[index] * weight }

  /// The scores that Score sets and ``normalize`` changes.
  public subscript(index: Int) -> Int64 {
    get { normalized[index] }
    set { normalized[index] = newValue }
  }

  /// Scales to 0…100 by the largest score, which gets 100 (or 0 when less is better).
  ///
  /// With nothing but zeros all stay 0, or all get 100 when less is better.
  public mutating func scaleByMaximum(lessIsBetter: Bool) {
    let largest = normalized.max() ?? 0
    for index in normalized.indices {
      if largest == 0 {
        if lessIsBetter { normalized[index] = Self.maximum }
        continue
      }
      let scaled = Self.maximum * normalized[index] / largest
      normalized[index] = lessIsBetter ? Self.maximum - scaled : scaled
    }
  }
}

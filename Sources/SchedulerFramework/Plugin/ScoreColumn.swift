/// One Score plugin's numbers: an entry per feasible Node, in the order of `rows`.
public struct ScoreColumn: Sendable {
  /// The best score a Node can have after normalisation, and the worst is 0.
  public static let maximum: Int64 = 100

  public let plugin: String
  public internal(set) var weight: Int64
  /// The rows of the cluster that are scored.
  public private(set) var rows: [Int]
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

  /// Makes room for the scores of other rows.
  mutating func reset(rows: [Int]) {
    self.rows = rows
    let missing = rows.count - normalized.count
    if missing < 0 { normalized.removeLast(-missing) }
    for index in normalized.indices { normalized[index] = 0 }
    if missing > 0 { normalized.append(contentsOf: repeatElement(0, count: missing)) }
  }

  /// Whether all scores are 0…100.
  var isInRange: Bool {
    // Negative as soon as a score is, or exceeds the maximum: without branches, as this is asked of every score.
    var signs: Int64 = 0
    let scores = normalized.span
    for index in scores.indices { signs |= scores[index] | (Self.maximum &- scores[index]) }
    return signs >= 0
  }

  var isZero: Bool {
    var bits: Int64 = 0
    let scores = normalized.span
    for index in scores.indices { bits |= scores[index] }
    return bits == 0
  }

  public func weighted(at index: Int) -> Int64 { normalized[index] * weight }

  /// The scores that Score sets and ``normalize`` changes.
  @inlinable
  public subscript(index: Int) -> Int64 {
    get { normalized[index] }
    set { normalized[index] = newValue }
  }

  /// Has the plugin score, and normalizes unless it failed.
  mutating func fill(by cycle: any PluginCycle) {
    cycle.score(into: &self)
    guard error == nil else { return }
    raw = normalized
    normalize(cycle.normalization, by: cycle)
  }

  /// Applies a rule; the plugin's own one is for the plugin to apply.
  mutating func normalize(_ rule: Normalization, by cycle: any PluginCycle) {
    switch rule {
    case .none: break
    case .byMaximum(let lessIsBetter): scaleByMaximum(lessIsBetter: lessIsBetter)
    case .own: cycle.normalize(&self)
    }
  }

  /// Scales to 0…100 by the largest score, which gets 100 (or 0 when less is better).
  ///
  /// With nothing but zeros all stay 0, or all get 100 when less is better.
  public mutating func scaleByMaximum(lessIsBetter: Bool) {
    let largest = normalized.max() ?? 0
    for index in normalized.indices {
      normalized[index] = Self.share(of: normalized[index], largest: largest, lessIsBetter: lessIsBetter)
    }
  }

  /// A raw score's place between 0 and the largest, in per cent.
  static func share(of raw: Int64, largest: Int64, lessIsBetter: Bool) -> Int64 {
    guard largest != 0 else { return lessIsBetter ? maximum : raw }
    let scaled = maximum * raw / largest
    return lessIsBetter ? maximum - scaled : scaled
  }
}

extension ContiguousArray<Int64> {
  /// Adds scores to as many totals.
  ///
  /// - Parameter weight: A profile's weights are so small that totals have room.
  mutating func add(_ scores: ContiguousArray<Int64>, times weight: Int64) {
    let scores = scores.span
    var totals = mutableSpan
    let count = scores.count
    guard totals.count == count else { return }
    for index in 0..<count { totals[index] &+= scores[index] &* weight }
  }
}

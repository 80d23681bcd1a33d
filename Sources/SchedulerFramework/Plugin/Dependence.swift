/// What a plugin's answers about a Node depend on, besides the Pod. It decides what is computed again when something
/// changes; a plugin that says too little here decides wrongly, one that says too much only costs time.
public enum Dependence: Int, Sendable, Comparable {
  /// Nothing: the answer is the same for every Node and at any time.
  case nothing
  /// The Node alone.
  case node
  /// The Node and the Pods on it.
  case nodeAndItsPods
  /// Pods on other Nodes too. The cycle is told of every Pod that comes or goes and says which Nodes that concerns
  /// (``PluginCycle/podChanged(_:on:by:)``).
  case pods
  /// Anything: nothing is kept.
  case anything

  public static func < (left: Dependence, right: Dependence) -> Bool { left.rawValue < right.rawValue }
}

/// The Nodes whose verdicts a change concerns.
public enum ConcernedNodes: Sendable, Hashable {
  case none
  /// The Node on which the change happened, and no other.
  case here
  case all
  /// What PreFilter said holds no longer.
  case preFilter

  /// Takes in what another change concerns.
  public mutating func include(_ other: ConcernedNodes) {
    if other == .preFilter || self == .none || (other == .all && self == .here) { self = other }
  }
}

/// How a plugin makes 0…100 of raw scores.
public enum Normalization: Sendable, Hashable {
  /// They are 0…100 already.
  case none
  /// In proportion to the largest one.
  case byMaximum(lessIsBetter: Bool)
  /// By a rule of the plugin's own (``PluginCycle/normalize(_:)``).
  case own
}

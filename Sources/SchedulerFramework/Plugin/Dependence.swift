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
  /// (``PluginCycle/podsChanged(_:)``).
  case pods
  /// Anything: nothing is kept.
  case anything

  public static func < (left: Dependence, right: Dependence) -> Bool { left.rawValue < right.rawValue }
}

/// What a change concerns besides the Node it happened on, which is asked about again in any case. Later ones take in
/// earlier ones.
public enum ConcernedNodes: Int, Sendable, Comparable {
  case none
  case all
  /// What PreFilter said holds no longer.
  case preFilter

  public static func < (left: ConcernedNodes, right: ConcernedNodes) -> Bool { left.rawValue < right.rawValue }
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

/// How much a scheduler computed to decide, whatever time that took: what is kept from Pod to Pod shows in it.
public struct WorkCount: Sendable, Hashable {
  /// Tables that were made from nothing.
  public internal(set) var tables = 0
  /// How often a plugin was called to filter, to score, or to hear of Pods that came and went. One call is about many Nodes.
  public internal(set) var calls = 0
  /// How often a Filter or Score plugin was asked about a Node.
  public internal(set) var evaluations = 0
  /// Attempts that were decided without a kept table.
  public internal(set) var plainAttempts = 0
}

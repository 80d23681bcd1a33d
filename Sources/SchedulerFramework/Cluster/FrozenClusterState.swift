/// A cluster as it was at one moment; a copy of it can go on from there.
///
/// Nobody changes the state it holds, and making a copy only reads it, so threads may share it.
public struct FrozenClusterState: @unchecked Sendable {
  private let state: ClusterState

  public init(_ state: ClusterState) {
    state.refresh()
    self.state = state.copy()
  }

  /// A cluster that goes on from here, independently of all others.
  public func thawed() -> ClusterState { state.copy() }
}

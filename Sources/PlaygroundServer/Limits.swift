public import ClusterSimulator
public import Playground

/// How much one request, one client and all together may ask for. A refusal names the limit.
public struct Limits: Sendable {
  /// Bytes of a request's body.
  public var body: Int
  /// What a scenario may consist of, and its text look like.
  public var scenario: ScenarioLimits
  /// What may come of a run.
  public var simulation: SimulationLimits
  /// What may be saved.
  public var storage: StorageQuota
  /// Simulations at once.
  public var simulations: Int
  /// Simulations that may wait for their turn.
  public var queuedSimulations: Int
  /// How long one simulation may take on its worker.
  public var simulationTime: Duration
  /// Steps, events and placements of all the runs that are kept in memory so that their tables can be asked for.
  public var keptRunItems: Int
  /// Bytes of the computed answers that are kept so that they need not be computed again.
  public var keptAnswers: Int
  /// Configurations in one comparison.
  public var comparedConfigurations: Int
  /// Bytes of a share's `view`, as JSON.
  public var shareView: Int
  /// Connections at once.
  public var connections: Int

  public init() {
    body = 8 << 20
    scenario = ScenarioLimits()
    simulation = SimulationLimits()
    storage = StorageQuota()
    simulations = 4
    queuedSimulations = 32
    simulationTime = .seconds(30)
    keptRunItems = 1_000_000
    keptAnswers = 32 << 20
    comparedConfigurations = 8
    shareView = 16 << 10
    connections = 1_000
  }
}

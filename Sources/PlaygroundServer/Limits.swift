import KubernetesAPI
import Playground

/// How much one request, one client and all together may ask for. A refusal names the limit.
public struct Limits: Sendable {
  /// Bytes of a request's body.
  public var body: Int
  /// What a scenario's text may look like.
  public var documents: DocumentLimits
  /// What may be saved.
  public var storage: StorageQuota
  /// Simulations at once.
  public var simulations: Int
  /// Simulations that may wait for their turn.
  public var queuedSimulations: Int
  /// How long one simulation may take on its worker.
  public var simulationTime: Duration
  /// Runs that are kept in memory so that their steps and tables can be asked for.
  public var keptRuns: Int
  /// Configurations in one comparison.
  public var comparedConfigurations: Int
  /// Bytes of a share's `view`, as JSON.
  public var shareView: Int
  /// Connections at once.
  public var connections: Int

  public init() {
    body = 8 << 20
    documents = DocumentLimits()
    storage = StorageQuota()
    simulations = 4
    queuedSimulations = 32
    simulationTime = .seconds(30)
    keptRuns = 64
    comparedConfigurations = 8
    shareView = 16 << 10
    connections = 1_000
  }
}

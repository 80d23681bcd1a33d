import Crypto
import Foundation
import KubernetesAPI
import Synchronization

/// Runs that can still be asked about, the most recently used ones.
///
/// A run is found again by what it is made of, so the same scenario with the same configuration is run once.
public final class RunCache: Sendable {
  private let runs: Mutex<RecentlyUsed<String, ScenarioRun>>

  /// - Parameter capacity: How many steps, events and placements the kept runs may have together.
  public init(capacity: Int = 1_000_000) { runs = Mutex(RecentlyUsed(capacity: capacity)) }

  /// The id of a run: the same for the same text and configuration.
  public static func id(scenario: String, configuration: ConfigurationChoice) -> String {
    let choice =
      switch configuration {
      case .named(let name): "named:\(name)"
      case .inline(let value): "inline:\(value.json)"
      }
    var hash = SHA256()
    for part in [Engine.version, choice, scenario] {
      // Lengths keep parts from running into each other.
      hash.update(data: Data("\(part.utf8.count):".utf8))
      hash.update(data: Data(part.utf8))
    }
    return Data(hash.finalize().prefix(18)).urlSafeText
  }

  public func run(_ id: String) -> ScenarioRun? { runs.withLock { $0.value(for: id) } }

  public func keep(_ run: ScenarioRun, as id: String) {
    let result = run.result
    let cost = result.steps.count + result.events.count + result.placements.count + 1_000
    // Runs are let go when the lock is open again: it takes a while, and others wait.
    let displaced = runs.withLock { $0.keep(run, for: id, cost: cost) }
    withExtendedLifetime(displaced) {}
  }
}

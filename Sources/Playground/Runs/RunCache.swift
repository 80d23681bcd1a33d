import Crypto
import Foundation
import KubernetesAPI
import Synchronization

/// Runs that can still be asked about, the most recently used ones.
///
/// A run is found again by what it is made of, so the same scenario with the same configuration is run once.
public final class RunCache: Sendable {
  private struct Entry {
    var run: ScenarioRun
    var cost: Int
    var lastUse: UInt64
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var cost = 0
    var clock: UInt64 = 0
  }

  private let state = Mutex(State())
  private let capacity: Int

  /// - Parameter capacity: How many steps, events and placements the kept runs may have together.
  public init(capacity: Int = 1_000_000) { self.capacity = capacity }

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

  public func run(_ id: String) -> ScenarioRun? {
    state.withLock { state in
      state.clock += 1
      state.entries[id]?.lastUse = state.clock
      return state.entries[id]?.run
    }
  }

  public func keep(_ run: ScenarioRun, as id: String) {
    let result = run.result
    let cost = result.steps.count + result.events.count + result.placements.count + 1_000
    // Runs are let go when the lock is open again: it takes a while, and others wait.
    let displaced = state.withLock { state in
      var displaced: [ScenarioRun] = []
      state.clock += 1
      state.cost += cost - (state.entries[id]?.cost ?? 0)
      state.entries[id] = Entry(run: run, cost: cost, lastUse: state.clock)
      // The newest one stays, however large it is.
      while state.cost > capacity, state.entries.count > 1,
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        state.cost -= oldest.value.cost
        displaced.append(oldest.value.run)
        state.entries[oldest.key] = nil
      }
      return displaced
    }
    withExtendedLifetime(displaced) {}
  }
}

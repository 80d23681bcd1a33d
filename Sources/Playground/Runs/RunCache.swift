import Synchronization

/// Runs that can still be asked about, the most recently used ones: whole, or as what they are made of.
///
/// A run is found again by what it is made of, so the same scenario with the same configuration need not run twice.
public final class RunCache: Sendable {
  public enum Kept: Sendable {
    case run(ScenarioRun)
    case source(RunSource)

    /// nil when only its source is kept.
    public var run: ScenarioRun? {
      if case .run(let run) = self { run } else { nil }
    }
  }

  private let kept: Mutex<RecentlyUsed<String, Kept>>

  /// - Parameter capacity: How many steps, events and placements the kept runs may have together. A run counts for a
  ///   thousand more, and a source for one item in each 128 bytes.
  public init(capacity: Int = 1_000_000) { kept = Mutex(RecentlyUsed(capacity: capacity)) }

  /// - Parameter id: Of the run's source.
  public func find(_ id: String) -> Kept? { kept.withLock { $0.value(for: id) } }

  public func keep(_ run: ScenarioRun, as id: String) {
    let result = run.result
    keep(.run(run), as: id, cost: result.steps.count + result.events.count + result.placements.count + 1_000)
  }

  /// Keeps what a run is made of instead of the run.
  public func keep(_ source: RunSource, as id: String) {
    keep(.source(source), as: id, cost: source.text.utf8.count / 128 + 8)
  }

  private func keep(_ value: Kept, as id: String, cost: Int) {
    // Runs are let go when the lock is open again: it takes a while, and others wait.
    let displaced = kept.withLock { $0.keep(value, for: id, cost: cost) }
    withExtendedLifetime(displaced) {}
  }
}

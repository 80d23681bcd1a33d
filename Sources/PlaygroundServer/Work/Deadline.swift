import Synchronization

/// How long a job may go on. The job asks often, and stops for real when the answer is an error.
///
///     while let pod = queue.next() {
///       try deadline.check()
///       …
///     }
public final class Deadline: Sendable {
  /// The job has used up its time.
  public struct Exceeded: Error, Sendable {
    /// The time that a job has.
    public var limit: Duration
  }

  private let limit: Duration
  private let isCancelled = Atomic(false)
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  init(limit: Duration) { self.limit = limit }

  /// - Throws: ``Exceeded`` when the time is over, `CancellationError` when nobody waits for the job any more.
  public func check() throws {
    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    if let end = end.withLock({ $0 }), ContinuousClock.now >= end { throw Exceeded(limit: limit) }
  }

  /// The job begins now: waiting for a worker does not count.
  func start() { end.withLock { $0 = ContinuousClock.now + limit } }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }
}

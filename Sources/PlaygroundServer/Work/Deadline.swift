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

  private struct Times {
    var end: ContinuousClock.Instant?
    var reminder: (at: ContinuousClock.Instant, call: @Sendable () -> Void)?
  }

  private let limit: Duration
  private let isCancelled = Atomic(false)
  private let times = Mutex(Times())

  init(limit: Duration) { self.limit = limit }

  /// - Throws: ``Exceeded`` when the time is over, `CancellationError` when nobody waits for the job any more.
  public func check() throws {
    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    let now = ContinuousClock.now
    let (isOver, reminder) = times.withLock { times in
      let isDue = times.reminder.map { now >= $0.at } ?? false
      defer { if isDue { times.reminder = nil } }
      return (times.end.map { now >= $0 } ?? false, isDue ? times.reminder?.call : nil)
    }
    reminder?()
    if isOver { throw Exceeded(limit: limit) }
  }

  /// The job begins now: waiting for a worker does not count.
  func start() { times.withLock { $0.end = ContinuousClock.now + limit } }

  /// Has the job itself call something, once, when it has gone on for a while.
  func remind(after duration: Duration, _ call: @escaping @Sendable () -> Void) {
    times.withLock { $0.reminder = (ContinuousClock.now + duration, call) }
  }

  func forgetReminder() { times.withLock { $0.reminder = nil } }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }
}

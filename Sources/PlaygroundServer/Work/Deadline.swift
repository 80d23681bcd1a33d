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
  /// When the time is over, by ``CoarseClock``.
  private let end = Atomic(UInt64.max)
  /// When there is something to do besides going on. Most checks look at nothing else.
  private let nextLook = Atomic(UInt64.max)
  private let reminder = Mutex<(at: UInt64, call: @Sendable () -> Void)?>(nil)

  init(limit: Duration) { self.limit = limit }

  /// - Throws: ``Exceeded`` when the time is over, `CancellationError` when nobody waits for the job any more.
  public func check() throws {
    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    let now = CoarseClock.now
    if now >= nextLook.load(ordering: .relaxed) { try look(at: now) }
  }

  private func look(at now: UInt64) throws(Exceeded) {
    let (call, next): ((@Sendable () -> Void)?, UInt64) = reminder.withLock { reminder in
      guard let (at, call) = reminder else { return (nil, .max) }
      guard now >= at else { return (nil, at) }
      reminder = nil
      return (call, .max)
    }
    call?()
    let end = end.load(ordering: .relaxed)
    nextLook.store(min(next, end), ordering: .relaxed)
    if now >= end { throw Exceeded(limit: limit) }
  }

  /// The job begins now: waiting for a worker does not count.
  func start() {
    end.store(CoarseClock.time(after: limit), ordering: .relaxed)
    nextLook.store(0, ordering: .relaxed)
  }

  /// Has the job itself call something, once, when it has gone on for a while.
  func remind(after duration: Duration, _ call: @escaping @Sendable () -> Void) {
    reminder.withLock { $0 = (CoarseClock.time(after: duration), call) }
    nextLook.store(0, ordering: .relaxed)
  }

  func forgetReminder() { reminder.withLock { $0 = nil } }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }
}

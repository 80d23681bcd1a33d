import Dispatch
import Foundation
import Synchronization

/// Runs a few long jobs at once, on threads of its own, and lets a few more wait for their turn.
///
/// Neither the threads that own sockets nor those of Swift's tasks are held up by a simulation.
public final class WorkerPool: Sendable {
  /// Too many jobs wait already.
  public struct Busy: Error, Sendable {
    /// Jobs that run at once.
    public var workers: Int
    /// Jobs that may wait.
    public var queueLimit: Int
  }

  public struct Statistics: Sendable, Hashable {
    public var running = 0
    public var queued = 0
    /// Jobs that found the queue full, since the start.
    public var refused = 0
    /// Jobs that ran out of time, since the start.
    public var timedOut = 0

    public init() {}

    static func + (left: Statistics, right: Statistics) -> Statistics {
      var sum = left
      sum.running += right.running
      sum.queued += right.queued
      sum.refused += right.refused
      sum.timedOut += right.timedOut
      return sum
    }
  }

  /// What becomes of a job that goes on for long: it is worked on when the machine has nothing else to do, and another
  /// worker takes the place of its own.
  public struct Overtime: Sendable {
    public var after: Duration
    /// So many jobs at once; others keep their workers to themselves.
    public var jobs: Int

    public init(after: Duration, jobs: Int) {
      self.after = after
      self.jobs = jobs
    }
  }

  private struct Job: Sendable {
    var deadline: Deadline
    /// Runs the job, and returns what hands its result on.
    var run: @Sendable () -> @Sendable () -> Void
    /// Hands an error on instead.
    var refuse: @Sendable (any Error) -> Void
  }

  private struct State {
    var queue: [Job] = []
    /// The workers that wait for a job, the one that worked last at the end.
    var idle: [DispatchSemaphore] = []
    var running: [Deadline] = []
    /// Those that run whose workers have been replaced.
    var overtime: [Deadline] = []
    var refused = 0
    var timedOut = 0
    var isStopped = false
  }

  private let workers: Int
  private let queueLimit: Int
  private let timeLimit: Duration
  private let overtime: Overtime?
  private let state = Mutex(State())

  /// - Parameters:
  ///   - workers: jobs at once, at least 1.
  ///   - queueLimit: jobs that may wait for a worker; one more is refused.
  ///   - timeLimit: how long a job may run before it is stopped.
  ///   - overtime: nil when all jobs are alike.
  ///   - yieldsToOthers: Whether the workers let everything else on the machine go first.
  public init(
    workers: Int, queueLimit: Int, timeLimit: Duration, overtime: Overtime? = nil, yieldsToOthers: Bool = false
  ) {
    self.workers = max(workers, 1)
    self.queueLimit = queueLimit
    self.timeLimit = timeLimit
    self.overtime = overtime
    for _ in 1...self.workers { startWorker(yieldsToOthers: yieldsToOthers) }
  }

  private func startWorker(yieldsToOthers: Bool = false) {
    let thread = Thread { [self] in
      if yieldsToOthers { ThreadPriority.yieldToOthers() }
      work()
    }
    thread.name = "simulation"
    thread.stackSize = 8 << 20
    thread.start()
  }

  public var statistics: Statistics {
    state.withLock { state in
      var statistics = Statistics()
      statistics.running = state.running.count
      statistics.queued = state.queue.count
      statistics.refused = state.refused
      statistics.timedOut = state.timedOut
      return statistics
    }
  }

  /// Runs a job on a worker and gives its result. When the calling task is cancelled, so is the job.
  ///
  /// - Throws: what the job throws, ``Busy``, or `CancellationError` when the pool has stopped.
  public func run<Value: Sendable>(_ job: @escaping @Sendable (Deadline) throws -> Value) async throws -> Value {
    let deadline = Deadline(limit: timeLimit)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
        submit(
          Job(
            deadline: deadline,
            run: {
              let result = Result { try self.perform(deadline, job) }
              return { continuation.resume(with: result) }
            },
            refuse: { continuation.resume(throwing: $0) }))
      }
    } onCancel: {
      deadline.cancel()
    }
  }

  /// Cancels what runs and waits, and lets the threads end. Jobs that come later are refused.
  public func stop() {
    let (queue, idle) = state.withLock { state in
      state.isStopped = true
      for deadline in state.running { deadline.cancel() }
      defer { (state.queue, state.idle) = ([], []) }
      return (state.queue, state.idle)
    }
    for job in queue { job.refuse(CancellationError()) }
    for worker in idle { worker.signal() }
  }

  private func submit(_ job: Job) {
    let (refusal, worker): ((any Error)?, DispatchSemaphore?) = state.withLock { state in
      if state.isStopped { return (CancellationError(), nil) }
      let idle = workers - (state.running.count - state.overtime.count)
      guard state.queue.count < queueLimit + idle else {
        state.refused += 1
        return (Busy(workers: workers, queueLimit: queueLimit), nil)
      }
      state.queue.append(job)
      // What the last one worked with is still in its processor's caches.
      return (nil, state.idle.popLast())
    }
    if let refusal { job.refuse(refusal) }
    worker?.signal()
  }

  private func perform<Value>(_ deadline: Deadline, _ job: (Deadline) throws -> Value) throws -> Value {
    deadline.start()
    do {
      try deadline.check()
      return try job(deadline)
    } catch let error as Deadline.Exceeded {
      state.withLock { $0.timedOut += 1 }
      throw error
    }
  }

  /// What each thread does.
  private func work() {
    let signal = DispatchSemaphore(value: 0)
    while true {
      let (job, isStopped): (Job?, Bool) = state.withLock { state in
        if state.isStopped { return (nil, true) }
        guard !state.queue.isEmpty else {
          state.idle.append(signal)
          return (nil, false)
        }
        let job = state.queue.removeFirst()
        state.running.append(job.deadline)
        return (job, false)
      }
      if isStopped { return }
      guard let job else {
        signal.wait()
        continue
      }
      if let overtime {
        job.deadline.remind(after: overtime.after) { [deadline = job.deadline] in self.beginOvertime(deadline) }
      }
      let handOn = job.run()
      // Who gets the result may ask for the next job at once, and must find this worker free.
      let wasReplaced = state.withLock { state in
        state.running.removeAll { $0 === job.deadline }
        guard let index = state.overtime.firstIndex(where: { $0 === job.deadline }) else { return false }
        state.overtime.remove(at: index)
        return true
      }
      job.deadline.forgetReminder()
      handOn()
      // Another one has taken this worker's place.
      if wasReplaced { return }
    }
  }

  /// Called by the thread of the job that has this deadline.
  private func beginOvertime(_ deadline: Deadline) {
    let isReplaced = state.withLock { state in
      guard !state.isStopped, state.overtime.count < overtime?.jobs ?? 0 else { return false }
      state.overtime.append(deadline)
      return true
    }
    guard isReplaced else { return }
    startWorker()
    ThreadPriority.yieldToOthers()
  }
}

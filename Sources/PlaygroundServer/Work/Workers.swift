/// The workers of a server, so that nobody's long job holds up the short ones of others.
///
/// Jobs that are long by the look of them wait for workers of their own, fewer ones, which the system lets run when nobody
/// else wants to. Of the other jobs one that turns out to be long goes on in the same way, and makes way for the next.
public struct Workers: Sendable {
  /// Texts of more bytes make long jobs.
  static let longestShortText = 128 << 10
  /// How long a job is short.
  static let shortTime = Duration.milliseconds(100)

  private let short: WorkerPool
  private let long: WorkerPool

  init(_ limits: Limits) {
    short = WorkerPool(
      workers: limits.simulations, queueLimit: limits.queuedSimulations, timeLimit: limits.simulationTime,
      overtime: WorkerPool.Overtime(after: Self.shortTime, jobs: limits.simulations / 2))
    long = WorkerPool(
      workers: max(1, limits.simulations / 2), queueLimit: limits.queuedSimulations, timeLimit: limits.simulationTime,
      yieldsToOthers: true)
  }

  /// Runs a job on a worker and gives its result. When the calling task is cancelled, so is the job.
  ///
  /// - Parameter textLength: Bytes of the scenario that the job reads; 0 for a job that reads none.
  /// - Throws: what the job throws, ``WorkerPool/Busy``, or `CancellationError` when the workers have stopped.
  func run<Value: Sendable>(
    textLength: Int = 0, _ job: @escaping @Sendable (Deadline) throws -> Value
  ) async throws -> Value {
    try await (textLength > Self.longestShortText ? long : short).run(job)
  }

  var statistics: WorkerPool.Statistics { short.statistics + long.statistics }

  /// Cancels what runs and waits. Jobs that come later are refused.
  func stop() {
    short.stop()
    long.stop()
  }
}

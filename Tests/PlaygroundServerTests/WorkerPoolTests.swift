import Foundation
import PlaygroundServer
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  /// Holds jobs back until it is opened; jobs block their thread, as simulations do.
  private final class Gate: Sendable {
    private let isOpen = Atomic(false)
    func open() { isOpen.store(true, ordering: .relaxed) }
    func wait(_ deadline: Deadline) throws {
      while !isOpen.load(ordering: .relaxed) {
        try deadline.check()
        Thread.sleep(forTimeInterval: 0.001)
      }
    }
  }

  /// Counts the jobs that run.
  private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0))
    var most: Int { state.withLock { $0.most } }
    func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { state.withLock { $0.now -= 1 } }
  }

  private func until(_ condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(1)) }
  }

  @Test("A job's result and its error come back to who asked")
  func results() async throws {
    struct Mistake: Error {}
    let pool = WorkerPool(workers: 2, queueLimit: 10, timeLimit: .seconds(60))
    defer { pool.stop() }
    #expect(try await pool.run { _ in 42 } == 42)
    await #expect(throws: Mistake.self) { try await pool.run { _ in throw Mistake() } }
  }

  @Test("Never more jobs run at once than there are workers, and all are done in the end")
  func concurrency() async throws {
    let pool = WorkerPool(workers: 3, queueLimit: 100, timeLimit: .seconds(60))
    defer { pool.stop() }
    let gauge = Gauge()
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...60 {
        group.addTask {
          try await pool.run { _ in
            gauge.enter()
            Thread.sleep(forTimeInterval: 0.001)
            gauge.leave()
            return number
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(total == 1830)
    #expect((1...3).contains(gauge.most))
    #expect(pool.statistics == WorkerPool.Statistics())
  }

  @Test("A job that finds the queue full is refused, and the others are not harmed")
  func fullQueue() async throws {
    let pool = WorkerPool(workers: 2, queueLimit: 3, timeLimit: .seconds(60))
    defer { pool.stop() }
    let gate = Gate()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...5 { group.addTask { try await pool.run { try gate.wait($0) } } }
      try await until { pool.statistics.running == 2 && pool.statistics.queued == 3 }
      let error = await #expect(throws: WorkerPool.Busy.self) { try await pool.run { _ in } }
      #expect(error?.workers == 2)
      #expect(error?.queueLimit == 3)
      #expect(pool.statistics.refused == 1)
      gate.open()
      try await group.waitForAll()
    }
    try await pool.run { _ in }
  }

  @Test("A job that uses up its time is stopped, and its worker is free again")
  func timeLimit() async throws {
    let pool = WorkerPool(workers: 1, queueLimit: 3, timeLimit: .milliseconds(20))
    defer { pool.stop() }
    let error = await #expect(throws: Deadline.Exceeded.self) {
      try await pool.run { deadline in while true { try deadline.check() } }
    }
    #expect(error?.limit == .milliseconds(20))
    #expect(pool.statistics.running == 0)
    #expect(pool.statistics.timedOut == 1)
    #expect(try await pool.run { _ in "next" } == "next")
  }

  @Test("A job whose caller is cancelled is stopped")
  func cancellation() async throws {
    let pool = WorkerPool(workers: 1, queueLimit: 3, timeLimit: .seconds(600))
    defer { pool.stop() }
    let task = Task { try await pool.run { deadline in while true { try deadline.check() } } }
    try await until { pool.statistics.running == 1 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await until { pool.statistics.running == 0 }
  }

  @Test("A stopping pool ends what runs and refuses what waits")
  func stop() async throws {
    let pool = WorkerPool(workers: 1, queueLimit: 3, timeLimit: .seconds(600))
    let gate = Gate()
    let tasks = (1...3).map { _ in Task { try await pool.run { try gate.wait($0) } } }
    try await until { pool.statistics.running == 1 && pool.statistics.queued == 2 }
    pool.stop()
    for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
    await #expect(throws: CancellationError.self) { try await pool.run { _ in } }
  }

  @Test("Another worker takes the place of one whose job goes on for long, a few times")
  func overtime() async throws {
    let pool = WorkerPool(
      workers: 1, queueLimit: 10, timeLimit: .seconds(600), overtime: .init(after: .milliseconds(5), jobs: 2))
    defer { pool.stop() }
    let gate = Gate()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...2 { group.addTask { try await pool.run { try gate.wait($0) } } }
      try await until { pool.statistics.running == 2 && pool.statistics.queued == 0 }
      #expect(try await pool.run { _ in "short" } == "short")
      for _ in 1...2 { group.addTask { try await pool.run { try gate.wait($0) } } }
      // The third has the last worker, which is not replaced any more.
      try await until { pool.statistics.running == 3 && pool.statistics.queued == 1 }
      gate.open()
      try await group.waitForAll()
    }
    for number in 1...5 { #expect(try await pool.run { _ in number } == number) }
    #expect(pool.statistics == WorkerPool.Statistics())
  }
}

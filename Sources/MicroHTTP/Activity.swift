import Synchronization

/// Something that keeps a connection suspended.
protocol Suspendable: AnyObject, Sendable {
  /// Asks the task that works on it to come to an end.
  func cancel()
  /// Ends it at once: the connection is resumed and gets no more than an error.
  func abandon()
}

/// A number of requests, which one thread changes and others read.
final class RequestCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .acquiring) }
  func add(_ number: Int) { count.add(number, ordering: .releasing) }
}

/// What a server is busy with: the requests that are not answered yet and the connections that are suspended.
///
/// The daemon must not be stopped while a connection is suspended, so a stopping server closes this first: from then
/// on no connection can be suspended, and those that are can be found and resumed.
final class Activity: Sendable {
  private struct State {
    var isClosed = false
    var suspended: [ObjectIdentifier: any Suspendable] = [:]
  }

  private let state = Mutex(State())
  private let requestCount = Atomic(0)
  private let counts = Mutex<[RequestCount]>([])
  private let hasBegunStopping = Atomic(false)

  /// Requests from their first line to the last byte of their response.
  var requests: Int {
    requestCount.load(ordering: .sequentiallyConsistent) + counts.withLock { $0.reduce(0) { $0 + $1.value } }
  }

  /// Counts what an event loop counts for itself as well.
  func add(_ count: RequestCount) { counts.withLock { $0.append(count) } }

  var isStopping: Bool { hasBegunStopping.load(ordering: .sequentiallyConsistent) }

  func requestStarted() { requestCount.add(1, ordering: .sequentiallyConsistent) }

  func requestEnded() { requestCount.subtract(1, ordering: .sequentiallyConsistent) }

  /// False when no connection may be suspended any more.
  func insert(_ suspendable: any Suspendable) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.suspended[ObjectIdentifier(suspendable)] = suspendable
      return true
    }
  }

  func remove(_ suspendable: any Suspendable) {
    _ = state.withLock { $0.suspended.removeValue(forKey: ObjectIdentifier(suspendable)) }
  }

  /// True the first time.
  func beginStopping() -> Bool { !hasBegunStopping.exchange(true, ordering: .sequentiallyConsistent) }

  var suspended: [any Suspendable] { state.withLock { Array($0.suspended.values) } }

  /// From now on nothing can be suspended.
  /// - Returns: what is suspended still.
  func close() -> [any Suspendable] {
    state.withLock { state in
      state.isClosed = true
      return Array(state.suspended.values)
    }
  }
}

import CMicrohttpd
import Synchronization

/// Writes the body of a streamed response.
public struct BodyWriter: Sendable {
  let stream: BodyStream

  /// Sends bytes. Waits while the client is slow to take what was written before.
  /// - Throws: ``BodyStreamClosed`` when the client has left or the server stops.
  public func write(_ bytes: [UInt8]) async throws {
    try await stream.write(bytes)
  }

  public func write(_ text: String) async throws {
    try await write(Array(text.utf8))
  }
}

/// Nobody reads the body any more.
public struct BodyStreamClosed: Error {}

/// Hands bytes from a producer's task to the thread that owns the connection.
///
/// That thread asks for bytes; while there are none it suspends the connection, which the next write resumes.
final class BodyStream: Suspendable {
  static let blockSize = 16 * 1024
  /// A writer waits while more than this many bytes are not yet taken.
  private static let highWaterMark = 64 * 1024

  private struct State {
    var buffer: [UInt8] = []
    /// Bytes at the start of `buffer` that were taken.
    var taken = 0
    var end: End?
    var suspendedConnection: Connection?
    var waitingWriter: CheckedContinuation<Void, Never>?
    var producer: Task<Void, Never>?
    var hasStarted = false
  }

  private enum End {
    case finished, failed, closed
  }

  private let connection: Connection
  private let activity: Activity
  private let produce: @Sendable (BodyWriter) async throws -> Void
  private let state = Mutex(State())

  init(connection: Connection, activity: Activity, produce: @escaping @Sendable (BodyWriter) async throws -> Void) {
    self.connection = connection
    self.activity = activity
    self.produce = produce
  }

  // MARK: The producer's side

  func write(_ bytes: [UInt8]) async throws {
    let mustWait = try state.withLock { state in
      guard state.end == nil else { throw BodyStreamClosed() }
      state.buffer.append(contentsOf: bytes)
      resume(&state)
      return state.buffer.count - state.taken > Self.highWaterMark
    }
    if mustWait { await waitUntilTaken() }
  }

  private func waitUntilTaken() async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.end != nil || state.buffer.count - state.taken <= Self.highWaterMark { return true }
        state.waitingWriter = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
  }

  private func start() {
    let producer = Task {
      do {
        try await produce(BodyWriter(stream: self))
        end(.finished)
      } catch {
        end(.failed)
      }
    }
    state.withLock { $0.producer = producer }
  }

  private func end(_ end: End) {
    let writer = state.withLock { state in
      if state.end == nil { state.end = end }
      resume(&state)
      defer { state.waitingWriter = nil }
      return state.waitingWriter
    }
    writer?.resume()
  }

  /// Must be called with the lock held, so that the connection is known to be suspended.
  private func resume(_ state: inout State) {
    guard let connection = state.suspendedConnection else { return }
    state.suspendedConnection = nil
    activity.remove(self)
    connection.resume()
  }

  // MARK: The connection's side

  /// Copies what there is into `buffer`; 0 when the connection was suspended until there is something.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let isFirst = state.withLock { state in
      defer { state.hasStarted = true }
      return !state.hasStarted
    }
    if isFirst { start() }

    var writer: CheckedContinuation<Void, Never>?
    var lateProducer: Task<Void, Never>?
    let result = state.withLock { state in
      let available = state.buffer[state.taken...].prefix(buffer.count)
      if !available.isEmpty {
        buffer.copyBytes(from: available)
        state.taken += available.count
        if state.taken == state.buffer.count {
          state.buffer.removeAll(keepingCapacity: true)
          state.taken = 0
        }
        if state.buffer.count - state.taken <= Self.highWaterMark {
          writer = state.waitingWriter
          state.waitingWriter = nil
        }
        return available.count
      }
      switch state.end {
      case .finished: return Self.endOfStream
      case .failed, .closed: return Self.endWithError
      case nil:
        guard activity.insert(self) else { return Self.endWithError }
        connection.suspend()
        state.suspendedConnection = connection
        // A stopping server asks those to end that are suspended when it begins; this one came later.
        if activity.isStopping { lateProducer = state.producer }
        return 0
      }
    }
    writer?.resume()
    lateProducer?.cancel()
    return result
  }

  /// Nothing will be read any more.
  func close() {
    end(.closed)
    cancel()
  }

  // MARK: Suspendable

  func cancel() {
    state.withLock { $0.producer }?.cancel()
  }

  func abandon() { close() }

  // The library's macros for these are casts, which are not imported.
  private static let endOfStream = -1
  private static let endWithError = -2
}

let readBodyStream: MHD_ContentReaderCallback = { context, _, buffer, size in
  guard let context, let buffer else { return -2 }
  let stream = Unmanaged<BodyStream>.fromOpaque(context).takeUnretainedValue()
  return stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

let releaseBodyStream: MHD_ContentReaderFreeCallback = { context in
  guard let context else { return }
  Unmanaged<BodyStream>.fromOpaque(context).takeRetainedValue().close()
}

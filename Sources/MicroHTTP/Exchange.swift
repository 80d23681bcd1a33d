import CMicrohttpd
import HTTPTypes
import Synchronization

/// One request and its response, from the request line to the last byte.
///
/// The connection's thread calls ``advance(_:method:data:)`` again and again: with the header fields, with every
/// piece of the body, at the body's end, and after the connection was resumed. All state but `answer` belongs to that
/// thread alone.
final class Exchange: Suspendable {
  private enum Phase {
    case head
    case body
    /// The body is read to its end and thrown away, so that the client comes to read this refusal.
    case discarding(Refusal)
    case handling
  }

  private struct Answer {
    var suspendedConnection: Connection?
    var task: Task<Void, Never>?
    var response: Response?
  }

  /// What only the connection's thread touches.
  private struct Reading {
    var phase = Phase.head
    var head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil)
    var target: RequestTarget?
    var body: [UInt8] = []
    var discarded = 0
    /// Whether the server counts the request: from its whole header on. Of one that never gets so far the library does not
    /// always say that it is over.
    var isCounted = false
  }

  private let server: ServerCore
  private let rawTarget: String?
  private let reading = Mutex(Reading())
  private let answer = Mutex(Answer())

  /// - Parameter rawTarget: nil when the target is not UTF-8.
  init(server: ServerCore, rawTarget: String?) {
    self.server = server
    self.rawTarget = rawTarget
  }

  deinit {
    if reading.withLock({ $0.isCounted }) { server.activity.requestEnded() }
  }

  /// - Parameter data: a piece of the body; empty before and after the body.
  func advance(
    _ connection: Connection, method: UnsafePointer<CChar>, data: UnsafeRawBufferPointer
  ) -> MHD_Result {
    reading.withLock { reading in
      if !reading.isCounted {
        reading.isCounted = true
        server.activity.requestStarted()
      }
      switch reading.phase {
      case .head: return receiveHead(&reading, connection, method: String(cString: method))
      case .body where !data.isEmpty: return receive(data, &reading)
      case .body: return handle(&reading, connection)
      case .discarding where !data.isEmpty: return discard(data, &reading)
      case .discarding(let refusal): return refuse(refusal, connection)
      case .handling: return sendAnswer(connection, toHead: reading.head.method == .head)
      }
    }
  }

  // MARK: Receiving

  private func receiveHead(_ reading: inout Reading, _ connection: Connection, method: String) -> MHD_Result {
    guard let headers = connection.headers else {
      return refuse(.malformedRequest("a header field has an invalid name"), connection)
    }
    guard let method = HTTPRequest.Method(rawValue: method) else {
      return refuse(.malformedRequest("the method is no token"), connection)
    }
    guard let rawTarget, let target = RequestTarget(rawTarget) else {
      return refuse(.malformedRequest("the request target is malformed"), connection)
    }
    let host = HTTPField.Name("Host").flatMap { headers[$0] }
    reading.head = HTTPRequest(
      method: method, scheme: "http", authority: host, path: rawTarget, headerFields: headers)
    reading.target = target

    let framing = BodyFraming(headers)
    switch framing {
    case .invalid(let refusal): return refuse(refusal, connection)
    case .length(let length) where length > server.configuration.bodyLimit:
      let refusal = Refusal.bodyTooLarge(limit: server.configuration.bodyLimit)
      let clientWaits = headers[.expect]?.lowercased() == "100-continue"
      if clientWaits || length > server.configuration.discardLimit { return refuse(refusal, connection) }
      reading.phase = .discarding(refusal)
    default: reading.phase = .body
    }
    return .YES
  }

  private func receive(_ data: UnsafeRawBufferPointer, _ reading: inout Reading) -> MHD_Result {
    let limit = server.configuration.bodyLimit
    guard reading.body.count + data.count <= limit else {
      reading.discarded = reading.body.count
      reading.body = []
      reading.phase = .discarding(.bodyTooLarge(limit: limit))
      return discard(data, &reading)
    }
    reading.body.append(contentsOf: data)
    return .YES
  }

  private func discard(_ data: UnsafeRawBufferPointer, _ reading: inout Reading) -> MHD_Result {
    reading.discarded += data.count
    // No response can be queued in the middle of a body: all that is left is to hang up.
    return reading.discarded > server.configuration.discardLimit ? .NO : .YES
  }

  // MARK: Answering

  private func handle(_ reading: inout Reading, _ connection: Connection) -> MHD_Result {
    guard let target = reading.target else { return .NO }
    connection.peer?.beginAnswer()
    let request = Request(
      head: reading.head, target: target, body: reading.body, clientAddress: connection.peerAddress)
    reading.body = []
    reading.phase = .handling
    switch server.handler(request) {
    case .now(let response): return send(response, connection, toHead: request.method == .head)
    case .prepared(let response): return connection.queue(response.handle, status: response.status)
    case .later(let work): return suspend(connection, untilDone: work, on: nil)
    case .waiting(let work): return suspend(connection, untilDone: work, on: InPlaceExecutor.shared)
    }
  }

  /// - Parameter executor: Where the work runs; nil for the threads of Swift's tasks.
  private func suspend(
    _ connection: Connection, untilDone work: @escaping @Sendable () async -> Response, on executor: InPlaceExecutor?
  ) -> MHD_Result {
    let isSuspended = answer.withLock { answer in
      guard server.activity.insert(self) else { return false }
      connection.suspend()
      answer.suspendedConnection = connection
      return true
    }
    guard isSuspended else { return refuse(.stopping, connection) }
    // Not under the lock: the task may be done before it is known here.
    let task = Task(executorPreference: executor) { self.finish(with: await work()) }
    answer.withLock { answer in
      if answer.suspendedConnection != nil { answer.task = task }
    }
    return .YES
  }

  /// Hands the response over and wakes the connection. Only the first response counts.
  private func finish(with response: Response) {
    answer.withLock { answer in
      guard let connection = answer.suspendedConnection else { return }
      answer.suspendedConnection = nil
      answer.task = nil
      answer.response = response
      server.activity.remove(self)
      connection.resume()
    }
  }

  private func sendAnswer(_ connection: Connection, toHead: Bool) -> MHD_Result {
    let response = answer.withLock { answer in
      defer { answer.response = nil }
      return answer.response
    }
    guard let response else { return .NO }
    return send(response, connection, toHead: toHead)
  }

  private func refuse(_ refusal: Refusal, _ connection: Connection) -> MHD_Result {
    connection.peer?.beginAnswer()
    return send(server.configuration.refusalResponse(refusal), connection, closing: true)
  }

  private func send(
    _ response: Response, _ connection: Connection, toHead: Bool = false, closing: Bool = false
  ) -> MHD_Result {
    var headers = response.headers
    if closing || server.activity.isStopping { headers[.connection] = "close" }
    let handle: ResponseHandle?
    switch response.body {
    case .prepared(let prepared): handle = prepared.handle
    case .bytes(let bytes): handle = ResponseHandle(copying: bytes, headers: headers)
    case .stream(let produce):
      let stream = BodyStream(connection: connection, activity: server.activity, produce: produce)
      handle = ResponseHandle(streaming: stream, headers: headers, toHead: toHead)
    }
    guard let handle else { return .NO }
    return connection.queue(handle, status: response.status)
  }

  // MARK: Suspendable

  /// A handler's task may go on until it is abandoned.
  func cancel() {}

  func abandon() {
    let task = answer.withLock { $0.task }
    finish(with: server.configuration.refusalResponse(.stopping))
    // Last, as the task may go on in this very call, and come to a response of its own.
    task?.cancel()
  }
}

import CMicrohttpd
import Dispatch
import Glibc
import Synchronization

/// A running daemon of libmicrohttpd: its threads, its listening socket, and what its callbacks are given.
final class Daemon: @unchecked Sendable {
  // Unchecked: the pointers are set once; the library allows the calls made here from any thread.
  private let pointer: OpaquePointer
  private let options: UnsafeMutablePointer<CMicrohttpdOptions>
  private let socket: ListeningSocket
  private let isStopped = Mutex(false)

  init(core: ServerCore, socket: ListeningSocket) throws(ListenError) {
    let configuration = core.configuration
    let context = Unmanaged.passRetained(core)
    options = .allocate(capacity: 1)
    options.initialize(
      to: CMicrohttpdOptions(
        listenSocket: socket.descriptor,
        eventLoops: UInt32(clamping: max(configuration.eventLoops, 1)),
        connectionLimit: UInt32(clamping: configuration.connectionLimit),
        connectionLimitPerAddress: UInt32(clamping: configuration.connectionLimitPerAddress ?? 0),
        idleTimeoutSeconds: UInt32(clamping: configuration.idleTimeout),
        connectionMemory: configuration.headerLimit,
        context: context.toOpaque(),
        handler: advanceRequest,
        targetReceived: beginRequest,
        completed: endRequest,
        connectionChanged: changeConnection,
        log: logMessage))
    guard let daemon = CMicrohttpdStart(options) else {
      let reason = String(cString: strerror(errno))
      socket.close()
      options.deallocate()
      context.release()
      throw ListenError(host: configuration.host, port: socket.port, reason: reason)
    }
    pointer = daemon
    self.socket = socket
  }

  /// Refuses further connections and joins the daemon's threads. No connection may be suspended, and none should be busy:
  /// `MHD_quiesce_daemon` and an event loop that is awake can both take the socket out of the loop's set, and the second
  /// one aborts the process.
  func stop() async {
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    guard isFirst else { return }
    await withCheckedContinuation { continuation in
      // Joining blocks, so it has no place on a thread of the cooperative pool.
      DispatchQueue.global().async {
        self.release()
        continuation.resume()
      }
    }
  }

  private func release() {
    MHD_quiesce_daemon(pointer)
    MHD_stop_daemon(pointer)
    socket.close()
    if let context = options.pointee.context { Unmanaged<ServerCore>.fromOpaque(context).release() }
    options.deallocate()
  }
}

// MARK: - Callbacks of the library

private let beginRequest:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?)
    -> UnsafeMutableRawPointer? = { context, target, _ in
      guard let context else { return nil }
      let core = Unmanaged<ServerCore>.fromOpaque(context)
      let bytes = target.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }
      let arrival = Arrival(
        server: core, target: UnsafeBufferPointer(start: bytes, count: target.map { strlen($0) } ?? 0))
      return Unmanaged.passRetained(arrival).toOpaque()
    }

private let advanceRequest: MHD_AccessHandlerCallback = { _, connection, _, method, _, data, size, slot in
  guard let connection, let method, let size, let context = slot?.pointee else { return .NO }
  let arrival = Unmanaged<Arrival>.fromOpaque(context).takeUnretainedValue()
  let piece = UnsafeRawBufferPointer(start: data, count: size.pointee)
  size.pointee = 0
  return arrival.advance(Connection(pointer: connection), method: method, data: piece)
}

private let endRequest: MHD_RequestCompletedCallback = { _, connection, slot, _ in
  if let connection { Connection(pointer: connection).peer?.endAnswer() }
  guard let slot, let context = slot.pointee else { return }
  slot.pointee = nil
  Unmanaged<Arrival>.fromOpaque(context).release()
}

private let changeConnection: MHD_NotifyConnectionCallback = { context, connection, slot, change in
  guard let context, let connection, let slot else { return }
  let peers = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue().peers
  if change == .CONNECTION_NOTIFY_STARTED {
    let descriptor = Connection(pointer: connection).descriptor
    guard descriptor >= 0 else { return }
    let peer = Peer(descriptor: descriptor)
    peers.add(peer)
    slot.pointee = Unmanaged.passRetained(peer).toOpaque()
  } else if let pointer = slot.pointee {
    slot.pointee = nil
    peers.remove(Unmanaged<Peer>.fromOpaque(pointer).takeRetainedValue())
  }
}

private let logMessage: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = { context, message in
  guard let context, let message else { return }
  Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue().configuration.log(String(cString: message))
}

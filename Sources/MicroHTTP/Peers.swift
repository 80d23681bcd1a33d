import Glibc
import Synchronization

/// The client at the other end of one connection.
final class Peer: Sendable {
  private let descriptor: CInt
  /// Whether a request has come whole and is being answered: a client may close its side then and still read.
  private let isServed = Atomic(false)
  /// Whether the last look found that nothing more will come.
  private let wasSilent = Atomic(false)

  init(descriptor: CInt) { self.descriptor = descriptor }

  func beginAnswer() { isServed.store(true, ordering: .relaxed) }

  func endAnswer() {
    isServed.store(false, ordering: .relaxed)
    wasSilent.store(false, ordering: .relaxed)
  }

  /// Hangs up if the client has closed its side, all that it sent has been read, and that is no whole request. What was read
  /// may just be looked at, so it takes two looks.
  fileprivate func look() {
    guard !isServed.load(ordering: .relaxed), hasClosedItsSide else {
      return wasSilent.store(false, ordering: .relaxed)
    }
    if wasSilent.exchange(true, ordering: .relaxed) { shutdown(descriptor, CInt(SHUT_RDWR)) }
  }

  private var hasClosedItsSide: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, CInt(MSG_PEEK | MSG_DONTWAIT)) == 0
  }
}

/// The clients of all connections.
///
/// The library (0.9.75) may miss that a client leaves when that comes together with the last thing that the client sent: it
/// would wait for the rest of the request until the connection has been idle for too long, and others would find no room.
/// Shutting the socket down lets it see that there is nothing to wait for.
final class Peers: Sendable {
  private let peers = Mutex<[ObjectIdentifier: Peer]>([:])

  func add(_ peer: Peer) {
    peers.withLock { $0[ObjectIdentifier(peer)] = peer }
  }

  /// Must be called before the peer's socket is closed.
  func remove(_ peer: Peer) {
    peers.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(peer)) }
  }

  /// Hangs up on those of whom nothing is to be expected. Call it from time to time.
  func look() {
    peers.withLock { peers in
      for peer in peers.values { peer.look() }
    }
  }
}

import Glibc

/// Why a server cannot start.
public struct ListenError: Error, Sendable, CustomStringConvertible {
  public var host: String
  public var port: UInt16
  /// What the system said: `Address already in use`.
  public var reason: String

  public var description: String { "cannot listen on \(host):\(port): \(reason)" }
}

/// A bound TCP socket that takes connections.
struct ListeningSocket {
  let descriptor: Int32
  /// The port that was bound, also when any free one was asked for.
  let port: UInt16

  /// - Parameters:
  ///   - host: a name or numeric address; of several addresses the first is bound.
  ///   - port: 0 for any free one.
  init(host: String, port: UInt16, backlog: Int32) throws(ListenError) {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Self.streamType
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var addresses: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &addresses)
    defer { if let addresses { freeaddrinfo(addresses) } }
    guard status == 0, let address = addresses?.pointee else {
      throw ListenError(host: host, port: port, reason: String(cString: gai_strerror(status)))
    }

    let descriptor = socket(address.ai_family, address.ai_socktype | Self.flags, address.ai_protocol)
    guard descriptor >= 0 else { throw Self.systemError(host, port) }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, listen(descriptor, backlog) == 0 else {
      let error = Self.systemError(host, port)
      Glibc.close(descriptor)
      throw error
    }

    // The port stands at the same place in the IPv4 and the IPv6 address.
    var bound = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let named = withUnsafeMutableBytes(of: &bound) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(descriptor, $0.baseAddress, &length) }
    }
    self.descriptor = descriptor
    self.port = named == 0 ? UInt16(bigEndian: bound.sin_port) : port
  }

  func close() { Glibc.close(descriptor) }

  private static let streamType = Int32(SOCK_STREAM.rawValue)
  private static let flags = Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)

  private static func systemError(_ host: String, _ port: UInt16) -> ListenError {
    ListenError(host: host, port: port, reason: String(cString: strerror(errno)))
  }
}

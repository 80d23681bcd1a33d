import Foundation
import Glibc

/// A connection that sends exactly the bytes it is told to, so that tests can also be impolite.
///
/// Its blocking calls run on a queue of their own: they never hold up the tasks of the server under test.
public final class HTTPTestClient: @unchecked Sendable {
  // Unchecked: everything mutable is touched on `queue` only.
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "HTTPTestClient")
  private var buffer: [UInt8] = []

  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// Connects to 127.0.0.1. No call waits longer than 20 seconds.
  public init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { Glibc.connect(descriptor, $0.baseAddress, length) }
    }
    guard status == 0 else {
      let reason = String(cString: strerror(errno))
      Glibc.close(descriptor)
      throw Failure(description: "connect: \(reason)")
    }
  }

  deinit { Glibc.close(descriptor) }

  /// Sends bytes. False when the server has hung up.
  @discardableResult
  public func send(_ bytes: [UInt8]) async -> Bool {
    await run {
      var rest = bytes[...]
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes {
          Glibc.send(self.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }
  }

  @discardableResult
  public func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  /// Says that nothing more will be sent.
  public func finishSending() async {
    await run { _ = shutdown(self.descriptor, Int32(SHUT_WR)) }
  }

  /// Sends a request and reads its response.
  public func request(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> HTTPTestResponse {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    await send(Array((head + "\r\n").utf8) + (body ?? []))
    return try await receive(toHead: method == "HEAD")
  }

  /// Reads one response.
  /// - Parameter toHead: the response has no body, whatever its header fields say.
  public func receive(toHead: Bool = false) async throws -> HTTPTestResponse {
    try await run { Result { try self.readResponse(toHead: toHead) } }.get()
  }

  /// Waits until the server hangs up.
  /// - Returns: what came before that; nil when it did not hang up within 20 seconds.
  public func receiveUntilClosed() async -> String? {
    await run {
      while self.fill() {}
      defer { self.buffer = [] }
      return self.isAtEnd ? String(decoding: self.buffer, as: UTF8.self) : nil
    }
  }

  // MARK: Reading, on the queue

  private var isAtEnd = false

  private func fill() -> Bool {
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    let count = piece.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else {
      isAtEnd = count == 0 || errno == ECONNRESET
      return false
    }
    buffer += piece[..<count]
    return true
  }

  private func readLine() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = String(decoding: buffer[..<end], as: UTF8.self).trimmingCharacters(in: .newlines)
        buffer.removeFirst(end + 1)
        return line
      }
      guard fill() else { throw Failure(description: "no line; the connection ended or nothing came") }
    }
  }

  private func readBytes(_ count: Int) throws -> [UInt8] {
    while buffer.count < count {
      guard fill() else { throw Failure(description: "\(buffer.count) of \(count) bytes came") }
    }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  private func readResponse(toHead: Bool) throws -> HTTPTestResponse {
    let statusLine = try readLine().split(separator: " ")
    guard statusLine.count >= 2, let status = Int(statusLine[1]) else {
      throw Failure(description: "no status line: \(statusLine)")
    }
    var headers: [String: String] = [:]
    while case let line = try readLine(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    var response = HTTPTestResponse(status: status, headers: headers, body: [])
    if toHead || status == 204 || status == 304 || status < 200 { return response }
    if headers["transfer-encoding"] == "chunked" {
      while true {
        guard let size = Int(try readLine(), radix: 16) else { throw Failure(description: "no chunk size") }
        response.body += try readBytes(size)
        _ = try readLine()
        if size == 0 { return response }
      }
    } else if let length = headers["content-length"].flatMap({ Int($0) }) {
      response.body = try readBytes(length)
    } else {
      while fill() {}
      response.body = buffer
      buffer = []
    }
    return response
  }

  private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }
}

public struct HTTPTestResponse: Sendable {
  public var status: Int
  /// Names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]

  public var text: String { String(decoding: body, as: UTF8.self) }
}

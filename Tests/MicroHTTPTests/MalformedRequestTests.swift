import HTTPTestClient
import MicroHTTP
import SeededRandom
import Testing

@Suite struct MalformedRequestTests {
  @Test(
    "A malformed request is refused and its connection closed",
    arguments: [
      ("no version", "GET /\r\n\r\n"),
      ("no host", "GET / HTTP/1.1\r\n\r\n"),
      ("noise", "\u{1}\u{2}\u{3}\r\n\r\n"),
      ("negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
      ("length that is no number", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\n"),
      ("huge length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"),
      ("two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
      (
        "both framings",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      ),
      ("unknown coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
      ("bad chunk size", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
      ("broken escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
      ("half an escape", "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n"),
      ("escaped NUL", "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n"),
      ("target that is no path", "GET abc HTTP/1.1\r\nHost: a\r\n\r\n"),
      ("target that is not UTF-8", "GET /%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n"),
      ("invalid method", "G(ET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ])
  func malformed(name: String, request: String) async throws {
    try await withServer(handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      await client.send(request)
      await client.finishSending()
      // Some are so broken that the library hangs up without a word.
      if let response = try? await client.receive() {
        #expect([400, 413, 501, 505].contains(response.status), "\(name)")
      }
      #expect(await client.receiveUntilClosed() != nil, "\(name)")
      #expect(try await HTTPTestClient(port: server.port).request("GET", "/").status == 200)
      try await untilIdle(server)
    }
  }

  @Test("Random bytes never bring the server down", arguments: 1...20)
  func randomBytes(seed: UInt64) async throws {
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "GET ", "/", " HTTP/1.1\r\n", "Host: a\r\n", "\r\n", "Content-Length: 5\r\n", "%", "chunked", "0\r\n",
    ]
    try await withServer(handler: slowEcho) { server in
      for _ in 1...10 {
        var bytes: [UInt8] = []
        for _ in 1...20 {
          if Bool.random(using: &generator) {
            bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
          } else {
            bytes += (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
          }
        }
        let client = try HTTPTestClient(port: server.port)
        await client.send(bytes)
      }
      #expect(try await HTTPTestClient(port: server.port).request("GET", "/").status == 200, "seed \(seed)")
      try await untilIdle(server)
    }
  }
}

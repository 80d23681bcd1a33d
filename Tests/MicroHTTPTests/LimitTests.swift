import Foundation
import HTTPTestClient
import HTTPTypes
import MicroHTTP
import Testing

@Suite struct LimitTests {
  private static var small: Server.Configuration {
    var configuration = Server.Configuration()
    configuration.bodyLimit = 10_000
    configuration.discardLimit = 1_000_000
    configuration.headerLimit = 16 * 1024
    return configuration
  }

  @Test("A body at the limit is taken, one byte more is refused", arguments: [false, true])
  func bodyLimit(chunked: Bool) async throws {
    try await withServer(Self.small, handler: echo) { server in
      for (size, status) in [(10_000, 200), (10_001, 413), (500_000, 413)] {
        let client = try HTTPTestClient(port: server.port)
        let body = [UInt8](repeating: 0x61, count: size)
        if chunked {
          await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
          await client.send(Array("\(String(size, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8))
        } else {
          await client.send(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n".utf8) + body)
        }
        let response = try await client.receive()
        #expect(response.status == status)
        if status == 413 {
          #expect(response.text == "the limit for a body is 10000 bytes")
          #expect(await client.receiveUntilClosed() == "")
        }
      }
      try await untilIdle(server)
    }
  }

  @Test("A client that waits for 100 Continue is refused before it sends its body")
  func expectContinue() async throws {
    try await withServer(Self.small, handler: echo) { server in
      let refused = try HTTPTestClient(port: server.port)
      await refused.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10001\r\n\r\n")
      #expect(try await refused.receive().status == 413)

      let invited = try HTTPTestClient(port: server.port)
      await invited.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      #expect(try await invited.receive().status == 100)
      await invited.send("ab")
      #expect(try await invited.receive().text == "POST / ab")
    }
  }

  @Test("A body without end is cut off")
  func endlessBody() async throws {
    try await withServer(Self.small, handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x61, count: 0x10000) + Array("\r\n".utf8)
      var wasCutOff = false
      for _ in 1...2000 where !wasCutOff { wasCutOff = await !client.send(chunk) }
      #expect(wasCutOff)
      try await untilIdle(server)
    }
  }

  @Test("Header fields past the limit are refused")
  func headerLimit() async throws {
    try await withServer(Self.small, handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      let long = String(repeating: "a", count: 20_000)
      await client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Long: \(long)\r\n\r\n")
      #expect(try await client.receive().status == 431)
      try await untilIdle(server)
    }
  }

  @Test("Connections past the limit wait for their turn")
  func connectionLimit() async throws {
    var configuration = Server.Configuration()
    configuration.connectionLimit = 4
    configuration.eventLoops = 1
    try await withServer(configuration, handler: echo) { server in
      let clients = try (1...4).map { _ in try HTTPTestClient(port: server.port) }
      for client in clients { #expect(try await client.request("GET", "/").status == 200) }
      let fifth = try HTTPTestClient(port: server.port)
      await fifth.send("GET /fifth HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await clients[0].request("GET", "/").status == 200)
      await clients[1].finishSending()
      #expect(try await fifth.receive().text == "GET /fifth ")
    }
  }

  @Test(
    "A client that leaves in the middle of a request makes room for others",
    arguments: [
      "POST / HTTP/1.1\r\nHost", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf of it",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhalf",
    ])
  func cutOff(text: String) async throws {
    var configuration = Server.Configuration()
    configuration.connectionLimit = 5
    configuration.eventLoops = 1
    configuration.idleTimeout = 3600
    let handler: Server.Handler = { request in
      // What the others send meanwhile, and that they leave, comes to the thread at once.
      if request.target.path == "/busy" { Thread.sleep(forTimeInterval: 0.1) }
      return echo(request)
    }
    try await withServer(configuration, handler: handler) { server in
      let busy = try HTTPTestClient(port: server.port)
      let clients = try (1...4).map { _ in try HTTPTestClient(port: server.port) }
      await busy.send("GET /busy HTTP/1.1\r\nHost: a\r\n\r\n")
      for client in clients {
        await client.send(text)
        await client.finishSending()
      }
      #expect(try await busy.receive().status == 200)
      let last = try HTTPTestClient(port: server.port)
      await last.send("GET /last HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await last.receive().text == "GET /last ")
      try await untilIdle(server)
    }
  }

  @Test("A connection on which nothing comes is closed")
  func idleTimeout() async throws {
    var configuration = Server.Configuration()
    configuration.idleTimeout = 1
    try await withServer(configuration, handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost")
      #expect(await client.receiveUntilClosed() == "")
      try await untilIdle(server)
    }
  }
}

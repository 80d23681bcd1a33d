import HTTPTestClient
import HTTPTypes
import MicroHTTP
import Testing

@Suite struct StreamTests {
  @Test("A stream arrives piece by piece and ends")
  func pieces() async throws {
    let gate = Gate()
    let handler: Server.Handler = { _ in
      .now(
        Response(status: .ok, headers: [.contentType: "text/event-stream"]) { body in
          try await body.write("data: 1\n\n")
          await gate.wait()
          for number in 2...5 {
            await Task.yield()
            try await body.write("data: \(number)\n\n")
          }
        })
    }
    try await withServer(handler: handler) { server in
      let client = try HTTPTestClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.open()
      let response = try await client.receive()
      #expect(response.headers["transfer-encoding"] == "chunked")
      #expect(response.text == "data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\ndata: 5\n\n")
      #expect(try await client.request("GET", "/").status == 200)
      let head = try await client.request("HEAD", "/")
      #expect(head.headers["content-type"] == "text/event-stream")
      #expect(await client.receiveUntilClosed() == "")
    }
  }

  @Test("A large stream waits for its reader and comes through whole")
  func large() async throws {
    let handler: Server.Handler = { _ in
      .later {
        Response(status: .ok) { body in
          for number in 0..<200 { try await body.write([UInt8](repeating: UInt8(number), count: 50_000)) }
        }
      }
    }
    try await withServer(handler: handler) { server in
      let body = try await HTTPTestClient(port: server.port).request("GET", "/").body
      #expect(body.count == 10_000_000)
      #expect(body[9_950_000] == 199)
    }
  }

  @Test("A stream that fails breaks the connection off")
  func failing() async throws {
    struct Broken: Error {}
    let handler: Server.Handler = { _ in
      .now(
        Response(status: .ok) { body in
          try await body.write("half")
          throw Broken()
        })
    }
    try await withServer(handler: handler) { server in
      let client = try HTTPTestClient(port: server.port)
      await #expect(throws: HTTPTestClient.Failure.self) { try await client.request("GET", "/") }
      try await untilIdle(server)
    }
  }

  @Test("The writer learns that its client has left")
  func clientLeaves() async throws {
    let closed = Gate()
    let handler: Server.Handler = { _ in
      .now(
        Response(status: .ok) { body in
          do {
            while true { try await body.write([UInt8](repeating: 1, count: 10_000)) }
          } catch {
            await closed.open()
            throw error
          }
        })
    }
    try await withServer(handler: handler) { server in
      var client: HTTPTestClient? = try HTTPTestClient(port: server.port)
      await client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      client = nil
      await closed.wait()
      try await untilIdle(server)
    }
  }

  @Test("A stopping server ends the streams that wait for news")
  func stopping() async throws {
    let server = try Server(configuration: .init()) { _ in
      .now(
        Response(status: .ok) { body in
          try await body.write("first\n")
          while true {
            try await Task.sleep(for: .seconds(3600))
            try await body.write("never\n")
          }
        })
    }
    let client = try HTTPTestClient(port: server.port)
    await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    while server.activeRequests == 0 { try await Task.sleep(for: .milliseconds(5)) }
    await server.stop(gracePeriod: .seconds(600))
    #expect(server.activeRequests == 0)
  }
}

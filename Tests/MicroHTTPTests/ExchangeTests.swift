import HTTPTestClient
import HTTPTypes
import MicroHTTP
import Testing

@Suite struct ExchangeTests {
  @Test(
    "Requests on one connection are answered one after the other", arguments: [nil, .later, .waiting] as [Deferral?])
  func keepAlive(deferral: Deferral?) async throws {
    try await withServer(handler: deferral?.echo ?? echo) { server in
      let client = try HTTPTestClient(port: server.port)
      for number in 1...20 {
        let response = try await client.request("POST", "/\(number)", body: Array("body \(number)".utf8))
        #expect(response.status == 200)
        #expect(response.text == "POST /\(number) body \(number)")
      }
    }
  }

  @Test("Pipelined requests are answered in their order", arguments: [nil, .later, .waiting] as [Deferral?])
  func pipelining(deferral: Deferral?) async throws {
    try await withServer(handler: deferral?.echo ?? echo) { server in
      let client = try HTTPTestClient(port: server.port)
      let requests = (1...30).map { "PUT /\($0) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" }
      await client.send(requests.joined())
      for number in 1...30 {
        #expect(try await client.receive().text == "PUT /\(number) abc")
      }
    }
  }

  @Test("HEAD gets the header fields of GET and no body")
  func head() async throws {
    try await withServer(handler: slowEcho) { server in
      let client = try HTTPTestClient(port: server.port)
      let response = try await client.request("HEAD", "/some/where")
      #expect(response.headers["content-length"] == "17")
      #expect(try await client.request("GET", "/next").text == "GET /next ")
    }
  }

  @Test("A body of 3 MB comes through whole, with a length and in chunks")
  func largeBodies() async throws {
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let expected = Array("POST / ".utf8) + body
    try await withServer(handler: slowEcho) { server in
      let client = try HTTPTestClient(port: server.port)
      #expect(try await client.request("POST", "/", body: body).body == expected)

      await client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      for start in stride(from: 0, to: body.count, by: 70_001) {
        let chunk = body[start...].prefix(70_001)
        await client.send(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
      }
      await client.send("0\r\n\r\n")
      #expect(try await client.receive().body == expected)
    }
  }

  @Test("Header fields, query and client address reach the handler")
  func requestParts() async throws {
    let handler: Server.Handler = { request in
      let values = request.headers[values: .accept].joined(separator: "|")
      let query = request.target.query.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
      return .now(Response(status: .ok, body: "\(values) \(query) \(request.clientAddress)"))
    }
    try await withServer(handler: handler) { server in
      let client = try HTTPTestClient(port: server.port)
      await client.send("GET /a?b=1%202&c HTTP/1.1\r\nHost: a\r\nAccept: x\r\nAccept: y\r\n\r\n")
      #expect(try await client.receive().text == "x|y b=1 2|c= 127.0.0.1")
    }
  }

  @Test("A prepared response is sent as often as it is asked for")
  func preparedResponse() async throws {
    let page = try #require(
      PreparedResponse(status: .ok, headers: [.contentType: "text/html", .eTag: "\"1\""], body: Array("<p>".utf8)))
    let handler: Server.Handler = { _ in .prepared(page) }
    try await withServer(handler: handler) { server in
      for _ in 1...3 {
        let client = try HTTPTestClient(port: server.port)
        for _ in 1...3 {
          let response = try await client.request("GET", "/")
          #expect(response.text == "<p>")
          #expect(response.headers["etag"] == "\"1\"")
        }
      }
    }
  }

  @Test("304 and 204 have no body and keep the connection")
  func bodylessStatuses() async throws {
    let handler: Server.Handler = { request in
      .now(Response(status: request.target.path == "/304" ? .notModified : .noContent, headers: [.eTag: "\"1\""]))
    }
    try await withServer(handler: handler) { server in
      let client = try HTTPTestClient(port: server.port)
      for (path, status) in [("/304", 304), ("/204", 204), ("/304", 304)] {
        #expect(try await client.request("GET", path).status == status)
      }
    }
  }

  @Test("A hundred requests that wait hold up nobody", arguments: Deferral.allCases)
  func slowRequestsDoNotBlock(deferral: Deferral) async throws {
    let gate = Gate()
    let handler: Server.Handler = { request in
      guard request.target.path == "/slow" else { return .now(Response(status: .ok, body: "fast")) }
      return deferral {
        await gate.wait()
        return Response(status: .ok, body: "slow")
      }
    }
    try await withServer(handler: handler) { server in
      let slow = try (1...100).map { _ in try HTTPTestClient(port: server.port) }
      for client in slow { await client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n") }
      let fast = try HTTPTestClient(port: server.port)
      for _ in 1...20 { #expect(try await fast.request("GET", "/fast").text == "fast") }
      await gate.open()
      for client in slow { #expect(try await client.receive().text == "slow") }
    }
  }

  @Test("Work that waits for nothing after all is answered as well", arguments: Deferral.allCases)
  func nothingToWaitFor(deferral: Deferral) async throws {
    let handler: Server.Handler = { _ in deferral { Response(status: .ok, body: "at once") } }
    try await withServer(handler: handler) { server in
      let client = try HTTPTestClient(port: server.port)
      for _ in 1...20 { #expect(try await client.request("GET", "/").text == "at once") }
    }
  }

  @Test("A client that leaves while its request is worked on does no harm", arguments: Deferral.allCases)
  func clientLeaves(deferral: Deferral) async throws {
    let gate = Gate()
    let handler: Server.Handler = { _ in
      deferral {
        await gate.wait()
        return Response(status: .ok, body: [UInt8](repeating: 1, count: 1_000_000))
      }
    }
    try await withServer(handler: handler) { server in
      for _ in 1...20 {
        let client = try HTTPTestClient(port: server.port)
        await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      }
      await gate.open()
      let client = try HTTPTestClient(port: server.port)
      #expect(try await client.request("GET", "/").body.count == 1_000_000)
      try await untilIdle(server)
    }
  }
}

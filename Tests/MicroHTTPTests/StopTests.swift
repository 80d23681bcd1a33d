import HTTPTestClient
import HTTPTypes
import MicroHTTP
import Testing

@Suite struct StopTests {
  @Test("Stopping waits for the requests at hand", arguments: Deferral.allCases)
  func gracefulStop(deferral: Deferral) async throws {
    let gate = Gate()
    let server = try Server(configuration: .init()) { _ in
      deferral {
        await gate.wait()
        return Response(status: .ok, body: "done")
      }
    }
    let clients = try (1...10).map { _ in try HTTPTestClient(port: server.port) }
    for client in clients { await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
    while server.activeRequests < 10 { try await Task.sleep(for: .milliseconds(5)) }

    async let stopped: Void = server.stop(gracePeriod: .seconds(20))
    await gate.open()
    for client in clients { #expect(try await client.receive().text == "done") }
    await stopped
    #expect(server.activeRequests == 0)
    #expect(throws: HTTPTestClient.Failure.self) { try HTTPTestClient(port: server.port) }
  }

  @Test("What outlasts the grace period is cancelled and answered 503", arguments: Deferral.allCases)
  func graceIsOver(deferral: Deferral) async throws {
    let server = try Server(configuration: .init()) { _ in
      deferral {
        try? await Task.sleep(for: .seconds(3600))
        return Response(status: .ok)
      }
    }
    let clients = try (1...10).map { _ in try HTTPTestClient(port: server.port) }
    for client in clients { await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
    while server.activeRequests < 10 { try await Task.sleep(for: .milliseconds(5)) }

    await server.stop(gracePeriod: .milliseconds(50))
    for client in clients {
      #expect(try await client.receive().status == 503)
      #expect(await client.receiveUntilClosed() == "")
    }
    #expect(server.activeRequests == 0)
  }

  @Test("Stopping under load neither crashes nor hangs", arguments: 1...5, Deferral.allCases)
  func stopUnderLoad(round: Int, deferral: Deferral) async throws {
    let server = try Server(configuration: .init(), handler: deferral.echo)
    await withTaskGroup { group in
      for _ in 1...8 {
        group.addTask {
          guard let client = try? HTTPTestClient(port: server.port) else { return }
          while (try? await client.request("GET", "/")) != nil {}
        }
      }
      while server.activeRequests == 0 { await Task.yield() }
      await server.stop(gracePeriod: .milliseconds(round))
    }
    #expect(server.activeRequests == 0)
  }

  @Test("Stopping twice is stopping once")
  func stopTwice() async throws {
    let server = try Server(configuration: .init(), handler: echo)
    await server.stop(gracePeriod: .zero)
    await server.stop(gracePeriod: .zero)
    #expect(server.activeRequests == 0)
  }

  @Test("A port that is taken is an error that says so")
  func portTaken() async throws {
    try await withServer(handler: echo) { server in
      let configuration = Server.Configuration(port: server.port)
      let error = #expect(throws: ListenError.self) { try Server(configuration: configuration, handler: echo) }
      #expect(error?.description == "cannot listen on 127.0.0.1:\(server.port): Address already in use")
    }
  }

  @Test("A host that does not exist is an error that says so")
  func unknownHost() {
    let configuration = Server.Configuration(host: "256.256.256.256.invalid")
    #expect(throws: ListenError.self) { try Server(configuration: configuration, handler: echo) }
  }
}

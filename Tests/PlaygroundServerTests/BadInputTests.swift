import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct BadInputTests {
  private static let posts = ["/api/v1/simulations", "/api/v1/scenarios", "/api/v1/shares"]

  @Test("Mistakes in a scenario are all answered, with their places", arguments: posts)
  func mistakes(path: String) async throws {
    try await withServer { server in
      let response = try await server.request(
        "POST", path, headers: ["Content-Type": "application/yaml"], body: Array("a: [\n".utf8))
      #expect(response.status == 422)
      #expect(response.headers["content-type"] == "application/problem+json")
      let cause = try response.json["causes"][0]
      #expect((cause["line"].integer ?? 0) >= 1)
      #expect(cause["message"].string?.isEmpty == false)
    }
  }

  @Test("Every mistake of several objects has its line")
  func severalMistakes() async throws {
    try await withServer { server in
      let response = try await server.send("POST", "/api/v1/simulations", ["scenario": .string(Texts.mistakes)])
      #expect(response.status == 422)
      let causes = try response.json["causes"].items
      #expect(causes.contains { $0["line"] == 4 && $0["object"] == "Pod \"web\"" && $0["message"] == "Required value" })
      #expect(causes.contains { $0["line"] == 9 && $0["object"] == "Node \"node-a\"" })
    }
  }

  @Test("A body of another media type is refused", arguments: posts, ["text/plain", "application/xml", nil])
  func mediaType(path: String, mediaType: String?) async throws {
    try await withServer { server in
      let headers = mediaType.map { ["Content-Type": $0] } ?? [:]
      let response = try await server.request("POST", path, headers: headers, body: Array("{}".utf8))
      #expect(response.status == 415)
    }
  }

  @Test(
    "A body that is no such JSON object is refused, with the place where it has one",
    arguments: [
      "", "{", "[]", "null", "{\"scenario\": 1}", "{\"scenario\": \"\", \"nonsense\": 1}", "{}",
      "{\"scenario\": \"\"} x",
      "{\"scenario\": \"\", \"configuration\": 1}", "{\"scenario\": \"\", \"configuration\": [\"default\"]}",
    ])
  func malformedJSON(body: String) async throws {
    try await withServer { server in
      let response = try await server.request(
        "POST", "/api/v1/simulations", headers: ["Content-Type": "application/json"], body: Array(body.utf8))
      #expect(response.status == 400)
    }
  }

  @Test("Invalid UTF-8 is refused with its place", arguments: ["application/json", "application/yaml"])
  func invalidUTF8(mediaType: String) async throws {
    try await withServer { server in
      let body = Array("{\n\"a\": \"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
      let response = try await server.request(
        "POST", "/api/v1/simulations", headers: ["Content-Type": mediaType], body: body)
      #expect(response.status == 400)
      #expect(try response.json["causes"][0]["line"] == 2)
    }
  }

  @Test("An alias bomb is refused")
  func aliasBomb() async throws {
    try await withServer { server in
      var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
      for level in 1...9 {
        let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
        text += "a\(level): &a\(level) [\(aliases)]\n"
      }
      let response = try await server.request(
        "POST", "/api/v1/simulations", headers: ["Content-Type": "application/yaml"], body: Array(text.utf8))
      #expect(response.status == 422)
    }
  }

  @Test("A scenario past a limit is refused with the limit's name")
  func scenarioLimit() async throws {
    var limits = Limits()
    limits.scenario.nodes = 1
    try await withServer(limits: limits) { server in
      let response = try await server.send("POST", "/api/v1/simulations", ["scenario": .string(Texts.cluster)])
      #expect(response.status == 422)
      #expect(try response.json["causes"][0]["message"].string?.contains("at most 1 Nodes") == true)
    }
  }

  @Test(
    "Lists take only the pages that they can give",
    arguments: [
      "limit=0", "limit=-1", "limit=x", "limit=5001", "limit=", "continue=x", "continue=-1", "limit=1&limit=2",
      "page=1",
    ])
  func pages(query: String) async throws {
    try await withServer { server in
      let response = try await server.request("GET", "/api/v1/scenarios?\(query)")
      #expect(response.status == 400)
    }
  }

  @Test("A hundred bad requests harm nothing that is saved")
  func nothingIsHarmed() async throws {
    try await withServer { server in
      let created = try await server.send("POST", "/api/v1/scenarios", ["scenario": .string(Texts.cluster)])
      let id = try #require(try created.json["id"].string)
      for number in 1...100 {
        _ = try await server.request(
          number.isMultiple(of: 2) ? "PUT" : "DELETE", "/api/v1/scenarios/\(id)",
          headers: [
            "Content-Type": "application/yaml", "If-Match": "\"\(number)\"", "Authorization": "Bearer \(number)",
          ],
          body: Array(repeating: UInt8(truncatingIfNeeded: number &* 37), count: number))
      }
      #expect(try await server.request("GET", "/api/v1/scenarios/\(id)").json["scenario"].string == Texts.cluster)
    }
  }
}

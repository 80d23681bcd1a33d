import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct ShareTests {
  @Test("A share gives back all that was shared")
  func roundTrip() async throws {
    try await withServer { server in
      let view: JSONValue = ["pane": "table", "node": "node-a", "nested": [1, nil, ["x": true]]]
      let created = try await server.send(
        "POST", "/api/v1/shares",
        ["scenario": .string(Texts.cluster), "configuration": "bin-packer", "step": 3, "view": view])
      #expect(created.status == 201)
      let slug = try #require(try created.json["slug"].string)
      #expect(try created.json["url"].string == "/s/\(slug)")
      #expect(created.headers["location"] == "/s/\(slug)")

      let share = try await server.request("GET", "/api/v1/shares/\(slug)").json
      #expect(share["scenario"].string == Texts.cluster)
      #expect(share["configuration"] == "bin-packer")
      #expect(share["step"] == 3)
      #expect(share["view"] == view)
      #expect(try await server.request("GET", "/s/\(slug)").text == testPage)
    }
  }

  @Test("A share outlives its scenario, unless that is deleted with its shares", arguments: [false, true])
  func outlives(withShares: Bool) async throws {
    try await withServer { server in
      let saved = try await server.send("POST", "/api/v1/scenarios", ["scenario": .string(Texts.cluster)]).json
      let id = try #require(saved["id"].string)
      let token = try #require(saved["editToken"].string)
      let share = try await server.send("POST", "/api/v1/shares", ["scenarioId": .string(id)]).json
      let slug = try #require(share["slug"].string)

      let deleted = try await server.request(
        "DELETE", "/api/v1/scenarios/\(id)?shares=\(withShares)",
        headers: ["Authorization": "Bearer \(token)", "If-Match": "\"1\""])
      #expect(deleted.status == 204)
      #expect(try await server.request("GET", "/api/v1/shares/\(slug)").status == (withShares ? 404 : 200))
    }
  }

  @Test(
    "A share that cannot be made says why",
    arguments: [
      (["scenarioId": "unknown"], 404), ([:], 400), (["scenario": "", "scenarioId": "shipped"], 400),
      (["scenarioId": "shipped", "step": -1], 400), (["scenarioId": "shipped", "step": "1"], 400),
      (["scenarioId": "shipped", "configuration": "unknown"], 422),
      (["scenarioId": "shipped", "configuration": 1], 400),
      (["scenarioId": "shipped", "view": .string(String(repeating: "x", count: 16 << 10))], 422),
    ] as [(JSONValue, Int)])
  func refused(body: JSONValue, status: Int) async throws {
    try await withServer { server in
      let response = try await server.send("POST", "/api/v1/shares", body)
      #expect(response.status == status)
    }
  }

  @Test("A slug that is not known is not found")
  func unknown() async throws {
    try await withServer { server in
      let response = try await server.request("GET", "/api/v1/shares/unknown")
      #expect(response.status == 404)
    }
  }
}

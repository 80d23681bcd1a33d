import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct ComparisonTests {
  @Test("Two configurations stand side by side, and what differs is named")
  func differences() async throws {
    try await withServer { server in
      let response = try await server.send(
        "POST", "/api/v1/comparisons",
        ["scenario": .string(Texts.packing), "configurations": ["default", "bin-packer"]])
      #expect(response.status == 200)
      let comparison = try response.json
      #expect(comparison["configurations"].items.map { $0["name"] } == ["default", "bin-packer"])
      let difference = comparison["differences"][0]
      #expect(difference["pod"] == "default/second")
      #expect(difference["nodes"].items == ["node-b", "node-a"])
      let nodesInUse = comparison["configurations"].items.map { $0["metrics"]["nodesInUse"] }
      #expect(nodesInUse == [2, 1])
      for configuration in comparison["configurations"].items {
        let id = try #require(configuration["simulation"].string)
        let table = try await server.request("GET", "/api/v1/simulations/\(id)/attempts/2").json
        #expect(table["pod"] == "default/second")
      }
    }
  }

  @Test("A scenario that Berth has is compared by its id")
  func byID() async throws {
    try await withServer { server in
      let response = try await server.send(
        "POST", "/api/v1/comparisons", ["scenarioId": "shipped", "configurations": [nil, "bin-packer"]])
      #expect(response.status == 200)
      #expect(try response.json["differences"] == [])
    }
  }

  @Test(
    "A comparison that cannot be made says why",
    arguments: [
      (["scenarioId": "shipped"], 400), (["scenarioId": "shipped", "configurations": []], 400),
      (["scenarioId": "shipped", "configurations": [1]], 400), (["configurations": [nil]], 400),
      (["scenarioId": "shipped", "scenario": "", "configurations": [nil]], 400),
      (["scenarioId": "unknown", "configurations": [nil]], 404),
      (["scenarioId": "shipped", "configurations": ["unknown"]], 422),
      (["scenarioId": "shipped", "configurations": [nil, nil, nil, nil, nil, nil, nil, nil, nil]], 422),
    ] as [(JSONValue, Int)])
  func refused(body: JSONValue, status: Int) async throws {
    try await withServer { server in
      let response = try await server.send("POST", "/api/v1/comparisons", body)
      #expect(response.status == status)
    }
  }
}

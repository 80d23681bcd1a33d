import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct RescoringTests {
  private static let weighing: JSONValue = [
    "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
    "profiles": [["plugins": ["score": ["enabled": [["name": "ImageLocality", "weight": 5]]]]]],
  ]

  @Test("A table is given under other weights, with what has changed and how exact that is")
  func table() async throws {
    try await withServer { server in
      let id = try #require(
        try await server.send("POST", "/api/v1/simulations", ["scenario": .string(Texts.packing)]).json["id"].string)
      let path = "/api/v1/simulations/\(id)/attempts/2"
      let before = try await server.request("GET", path).json
      let after = try await server.request("GET", path + "?weights=NodeResourcesFit:3,ImageLocality:1").json
      #expect(before["rescored"] == .null)
      #expect(after["rescored"]["exact"] == true)
      #expect(after["rescored"]["basis"] == "scores")
      #expect(after["rescored"]["changes"].items == [["plugin": "NodeResourcesFit", "from": 1, "to": 3]])
      #expect(after["rescored"]["moves"] == .bool(before["placedOn"] != after["placedOn"]))
      #expect(after["weights"]["NodeResourcesFit"] == 3)
      for (node, scores) in after["score"].members {
        let weighted = scores.members.values.compactMap { $0["weighted"].integer }
        #expect(after["total"][node].integer == weighted.reduce(0, +))
        let (old, new) = (before["score"][node]["NodeResourcesFit"], scores["NodeResourcesFit"])
        #expect(old["raw"] == new["raw"] && old["normalized"] == new["normalized"])
        #expect(new["weighted"].integer == new["normalized"].integer.map { $0 * 3 })
      }
      let columns = try await server.request("GET", path + "?layout=columns&weights=NodeResourcesFit:3").json
      #expect(columns["total"] == after["total"])
    }
  }

  @Test("Where nothing was scored weights have no say, and that is exact")
  func unscored() async throws {
    try await withServer { server in
      let path = "/api/v1/scenarios/shipped/run/attempts/1?weights=NodeResourcesFit:3"
      let table = try await server.request("GET", path).json
      #expect(table["rescored"]["exact"] == true)
      #expect(table["rescored"]["basis"] == "unscored")
      #expect(table["rescored"]["moves"] == false)
    }
  }

  @Test("A run says how far it stays the same under other weights")
  func run() async throws {
    try await withServer { server in
      let id = try #require(
        try await server.send("POST", "/api/v1/simulations", ["scenario": .string(Texts.packing)]).json["id"].string)
      let path = "/api/v1/simulations/\(id)/rescoring"
      let same = try await server.request("GET", path + "?weights=ImageLocality:9").json
      #expect(same["attempts"] == 2)
      #expect(same["unchanged"] == 2)
      #expect(same["difference"] == .null)
      #expect(same["weights"]["default-scheduler"]["ImageLocality"] == 9)
      #expect(same["weights"]["default-scheduler"]["TaintToleration"] == 3)
      let profile = try await server.request("GET", path + "?weights=ImageLocality:9&profile=default-scheduler").json
      #expect(profile == same)
    }
  }

  @Test(
    "Weights that nobody can have are refused",
    arguments: [
      ("attempts/1?weights=", 400), ("attempts/1?weights=NodeResourcesFit", 400), ("rescoring", 400),
      ("attempts/1?weights=NodeResourcesFit:x", 400), ("attempts/1?weights=:3", 400),
      ("attempts/1?weights=ImageLocality:1,ImageLocality:2", 400), ("attempts/1?weights=NodeName:3", 422),
      ("attempts/1?weights=NodeResourcesFit:0", 422), ("attempts/1?weights=NodeResourcesFit:-1", 422),
      ("attempts/1?weights=NodeResourcesFit:99999999999", 422), ("rescoring?weights=NodeName:3", 422),
      ("rescoring?weights=NodeResourcesFit:2&profile=other", 422), ("rescoring?weights=NodeResourcesFit:0", 422),
      ("rescoring?weights=NodeResourcesFit:99999999999999999999", 400),
    ])
  func refused(target: String, status: Int) async throws {
    try await withServer { server in
      let response = try await server.request("GET", "/api/v1/scenarios/shipped/run/\(target)")
      #expect(response.status == status)
      #expect(response.headers["content-type"] == "application/problem+json")
    }
  }

  @Test("A comparison says what was re-scored and what was scheduled")
  func comparison() async throws {
    try await withServer { server in
      let response = try await server.send(
        "POST", "/api/v1/comparisons",
        ["scenario": .string(Texts.packing), "configurations": [nil, "bin-packer", Self.weighing]])
      #expect(response.status == 200)
      let configurations = try response.json["configurations"].items
      #expect(configurations.map { $0["method"] } == ["scheduled", "scheduled", "rescored"])
      #expect(configurations[1]["rescoring"] == .null)
      #expect(configurations[2]["rescoring"] == ["of": 0, "attempts": 2, "unchanged": 2])
      let id = try #require(configurations[2]["simulation"].string)
      let table = try await server.request("GET", "/api/v1/simulations/\(id)/attempts/1").json
      #expect(table["weights"]["ImageLocality"] == 5)
    }
  }
}

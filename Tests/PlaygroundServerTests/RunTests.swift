import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct RunTests {
  @Test("A simulation answers with the run, whose parts can be asked for by its id")
  func simulation() async throws {
    try await withServer { server in
      let response = try await server.send("POST", "/api/v1/simulations", ["scenario": .string(Texts.cluster)])
      #expect(response.status == 200)
      let run = try response.json
      #expect(run["end"] == "quiet")
      #expect(run["configurations"].strings == ["default", "bin-packer"])
      let placements = run["placements"].items
      #expect(placements.map { $0["pod"] } == ["default/web", "default/giant"])
      #expect(placements.map { $0["node"] } == ["node-a", .null])
      #expect(run["counts"]["nodes"] == 2)
      #expect(run["counts"]["pods"] == 2)
      let message = try #require(placements[1]["message"].string)
      #expect(message.hasPrefix("0/2 nodes are available: "))

      let id = try #require(run["id"].string)
      let steps = try #require(run["counts"]["steps"].integer)
      let cluster = try await server.request("GET", "/api/v1/simulations/\(id)/steps/\(steps)").json
      #expect(cluster["nodes"].items.map { $0["name"] } == ["node-a", "node-b"])
      #expect(cluster["nodes"][0]["pods"].strings == ["default/web"])
      let before = try await server.request("GET", "/api/v1/simulations/\(id)/steps/0").json
      #expect(before["step"] == 0)
      let objects = try await server.request("GET", "/api/v1/simulations/\(id)/steps/\(steps)/objects?kind=Pod").json
      #expect(objects["items"].items.map { $0["metadata"]["name"] } == ["web", "giant"])
    }
  }

  @Test("The decision table of an attempt is given in both depths and both layouts")
  func decisionTable() async throws {
    try await withServer { server in
      let path = "/api/v1/scenarios/shipped/run/attempts/1"
      let decision = try await server.request("GET", path).json
      #expect(decision["attempt"] == 1)
      #expect(decision["depth"] == "decision")
      #expect(decision["placedOn"] == "node-a")
      #expect(decision["rejectedBy"]["node-b"]["plugin"] == "TaintToleration")
      #expect(decision["extensionPoints"].items.count == 12)
      let full = try await server.request("GET", path + "?depth=full").json
      #expect(full["depth"] == "full")
      #expect(full["filter"]["node-b"]["TaintToleration"]["code"] == "UnschedulableAndUnresolvable")
      #expect(try await server.request("GET", path + "?depth=deep").status == 400)
    }
  }

  @Test("The lists of a run are paged")
  func pages() async throws {
    try await withServer { server in
      let path = "/api/v1/scenarios/shipped/run"
      let run = try await server.request("GET", path).json
      for list in ["steps", "events", "placements"] {
        var items: [JSONValue] = []
        var target: String? = "\(path)/\(list)?limit=2"
        while let next = target {
          let page = try await server.request("GET", next).json
          #expect(page["items"].items.count <= 2)
          items += page["items"].items
          target = page["continue"].string.map { "\(path)/\(list)?limit=2&continue=\($0)" }
        }
        #expect(items == run[list].items)
        #expect(run["counts"][list].integer == Int64(items.count))
      }
      let short = try await server.request("GET", path + "?limit=1").json
      #expect(short["steps"].items.count == 1)
      #expect(short["continue"]["steps"].string != nil)
    }
  }

  @Test("The same scenario gives the same bytes, and another configuration another run")
  func determinism() async throws {
    try await withServer { server in
      let path = "/api/v1/scenarios/shipped/run"
      let first = try await server.request("GET", path).body
      let second = try await server.request("GET", path).body
      #expect(first == second)
      let packed = try await server.request("GET", path + "?config=bin-packer").json
      #expect(packed["configuration"] == "bin-packer")
    }
  }

  @Test(
    "What a run does not have is not found",
    arguments: [
      ("/api/v1/scenarios/shipped/run/steps/9999", 404), ("/api/v1/scenarios/shipped/run/attempts/0", 404),
      ("/api/v1/scenarios/shipped/run/attempts/9999", 404), ("/api/v1/scenarios/shipped/run/steps/x", 404),
      ("/api/v1/scenarios/shipped/run/steps/-1", 404), ("/api/v1/scenarios/unknown/run", 404),
      ("/api/v1/simulations/unknown", 404), ("/api/v1/simulations/unknown/steps/1", 404),
      ("/api/v1/scenarios/shipped/run?config=unknown", 404),
      ("/api/v1/scenarios/shipped/run/steps/99999999999999999999", 404),
    ])
  func missing(path: String, status: Int) async throws {
    try await withServer { server in
      let response = try await server.request("GET", path)
      #expect(response.status == status)
      #expect(response.headers["content-type"] == "application/problem+json")
    }
  }

  @Test("A simulation takes a configuration by name, by value, or null for the default")
  func configurations() async throws {
    try await withServer { server in
      let inline: JSONValue = [
        "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
      ]
      for (configuration, name) in [("bin-packer", "bin-packer"), (.null, "default"), (inline, "inline")] {
        let response = try await server.send(
          "POST", "/api/v1/simulations", ["scenario": .string(Texts.cluster), "configuration": configuration])
        #expect(response.status == 200)
        #expect(try response.json["configuration"].string == name)
      }
      let bad: JSONValue = [
        "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration", "profils": [],
      ]
      let response = try await server.send(
        "POST", "/api/v1/simulations", ["scenario": .string(Texts.cluster), "configuration": bad])
      #expect(response.status == 422)
    }
  }

  @Test("A simulation that needs more time than there is for one is stopped, and says so")
  func timeLimit() async throws {
    var limits = Limits()
    limits.simulationTime = .zero
    try await withServer(limits: limits) { server in
      let response = try await server.send("POST", "/api/v1/simulations", ["scenario": .string(Texts.cluster)])
      #expect(response.status == 422)
      #expect(try response.json["detail"] == "the simulation was stopped: 0 seconds is the limit for one")
      #expect(try await server.request("GET", "/metrics").text.contains("berth_simulations_timed_out_total 1\n"))
    }
  }

  @Test("A run that is kept is what it was when it was only known what it is made of")
  func keptAndMadeAgain() async throws {
    try await withServer { server in
      let whole: JSONValue = ["scenario": .string(Texts.cluster), "configuration": "bin-packer"]
      let first = try await server.send("POST", "/api/v1/simulations", whole)
      #expect(first.status == 200)
      let id = try #require(try first.json["id"].string)
      for _ in 1...3 {
        #expect(try await server.request("GET", "/api/v1/simulations/\(id)").body == first.body)
        #expect(try await server.send("POST", "/api/v1/simulations", whole).body == first.body)
      }
      #expect(try await server.request("GET", "/api/v1/simulations/\(id)x").status == 404)
    }
  }

  /// Sends all texts at once, each on a connection of its own.
  private func simulate(_ texts: [String], at server: RunningServer) async throws -> [HTTPTestResponse] {
    try await withThrowingTaskGroup(of: HTTPTestResponse.self) { group in
      for text in texts {
        group.addTask { try await server.send("POST", "/api/v1/simulations", ["scenario": .string(text)]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test("Who asks for a run that is being made gets that run")
  func sameAtOnce() async throws {
    var limits = Limits()
    limits.simulations = 1
    limits.queuedSimulations = 1
    try await withServer(limits: limits) { server in
      // With one worker and one place to wait, making it more than once would be refused.
      let text = (1...1_500).map { "---\napiVersion: v1\nkind: Node\nmetadata: {name: node-\($0)}\n" }.joined()
      let responses = try await simulate(Array(repeating: text, count: 20), at: server)
      for response in responses { #expect(response.status == 200) }
      #expect(Set(responses.map(\.body)).count == 1)
    }
  }

  @Test("A mistake is told to everybody who waits for the run")
  func sameMistakeAtOnce() async throws {
    try await withServer { server in
      let text = Texts.cluster.replacing("kind: Pod", with: "kind: Pot")
      for _ in 1...5 {
        let responses = try await simulate(Array(repeating: text, count: 10), at: server)
        for response in responses { #expect(response.status == 422) }
      }
    }
  }

  @Test("Many simulations at once are all answered, or refused with the time to try again")
  func manyAtOnce() async throws {
    var limits = Limits()
    limits.simulations = 1
    limits.queuedSimulations = 2
    try await withServer(limits: limits) { server in
      let texts = (1...30).map { Texts.cluster.replacing("name: web,", with: "name: web-\($0),") }
      let responses = try await simulate(texts, at: server)
      for response in responses where response.status == 503 { #expect(response.headers["retry-after"] != nil) }
      let statuses = Set(responses.map(\.status))
      #expect(statuses.contains(200))
      #expect(statuses.isSubset(of: [200, 503]))
      #expect(try await server.request("GET", "/healthz").status == 200)
    }
  }
}

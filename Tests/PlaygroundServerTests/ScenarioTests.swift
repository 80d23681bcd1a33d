import Foundation
import HTTPTestClient
import KubernetesAPI
import Testing

@Suite struct ScenarioTests {
  /// Saves a text.
  private func save(_ text: String, on server: RunningServer) async throws -> (id: String, token: String) {
    let response = try await server.send("POST", "/api/v1/scenarios", ["scenario": .string(text)])
    #expect(response.status == 201)
    let json = try response.json
    return (try #require(json["id"].string), try #require(json["editToken"].string))
  }

  @Test(
    "A saved scenario can be read back",
    arguments: ["application/json", "application/yaml", "application/yaml; charset=utf-8"])
  func save(mediaType: String) async throws {
    try await withServer { server in
      let json: JSONValue = ["scenario": .string(Texts.cluster)]
      let body = mediaType == "application/json" ? json.json : Texts.cluster
      let created = try await server.request(
        "POST", "/api/v1/scenarios", headers: ["Content-Type": mediaType], body: Array(body.utf8))
      #expect(created.status == 201)
      #expect(created.headers["etag"] == "\"1\"")
      #expect(try created.json["revision"] == 1)
      let id = try #require(try created.json["id"].string)
      #expect(created.headers["location"] == "/api/v1/scenarios/\(id)")

      let read = try await server.request("GET", "/api/v1/scenarios/\(id)")
      let scenario = try read.json
      #expect(read.headers["etag"] == "\"1\"")
      #expect(scenario["scenario"].string == Texts.cluster)
      #expect(scenario["title"]["ko"] == "시험")
      #expect(scenario["configurations"].strings == ["default", "bin-packer"])
      #expect(scenario["builtIn"] == false)
    }
  }

  @Test("A change makes the next revision, and the older ones stay")
  func revisions() async throws {
    try await withServer { server in
      let (id, token) = try await save(Texts.cluster, on: server)
      let changed = try await server.send(
        "PUT", "/api/v1/scenarios/\(id)", ["scenario": .string(Texts.packing)],
        headers: ["Authorization": "Bearer \(token)", "If-Match": "\"1\""])
      #expect(changed.status == 200)
      #expect(changed.headers["etag"] == "\"2\"")
      #expect(try changed.json == ["id": .string(id), "revision": 2])

      #expect(try await server.request("GET", "/api/v1/scenarios/\(id)").json["scenario"].string == Texts.packing)
      let first = try await server.request("GET", "/api/v1/scenarios/\(id)/revisions/1").json
      #expect(first["scenario"].string == Texts.cluster)
      let list = try await server.request("GET", "/api/v1/scenarios/\(id)/revisions?limit=1").json
      #expect(list["items"].items.map { $0["revision"] } == [1])
      let next = try #require(list["continue"].string)
      let rest = try await server.request("GET", "/api/v1/scenarios/\(id)/revisions?limit=1&continue=\(next)").json
      #expect(rest["items"].items.map { $0["revision"] } == [2])
      #expect(rest["continue"] == .null)
      #expect(try await server.request("GET", "/api/v1/scenarios/\(id)/revisions/3").status == 404)
    }
  }

  @Test(
    "A change needs the token and the current revision",
    arguments: [
      ("PUT", nil, "\"1\"", 401), ("PUT", "wrong", "\"1\"", 403), ("PUT", "wrong", nil, 403),
      ("PUT", "right", nil, 428), ("PUT", "right", "\"2\"", 412), ("PUT", "right", "W/\"1\"", 412),
      ("PUT", "right", "\"2\", \"3\"", 412), ("PUT", "right", "\"2\", \"1\"", 200), ("PUT", "right", "*", 200),
      ("DELETE", nil, "\"1\"", 401), ("DELETE", "wrong", "\"1\"", 403), ("DELETE", "right", nil, 428),
      ("DELETE", "right", "\"7\"", 412), ("DELETE", "right", "\"1\"", 204),
    ] as [(String, String?, String?, Int)])
  func preconditions(method: String, token: String?, ifMatch: String?, status: Int) async throws {
    try await withServer { server in
      let (id, editToken) = try await save(Texts.cluster, on: server)
      var headers: [String: String] = [:]
      if let token { headers["Authorization"] = "Bearer \(token == "right" ? editToken : token)" }
      headers["If-Match"] = ifMatch
      let response = try await server.send(
        method, "/api/v1/scenarios/\(id)", ["scenario": .string(Texts.packing)], headers: headers)
      #expect(response.status == status)
      if status >= 400 { #expect(response.headers["content-type"] == "application/problem+json") }
      if status == 401 { #expect(response.headers["www-authenticate"] == "Bearer") }
      let after = try await server.request("GET", "/api/v1/scenarios/\(id)").status
      #expect(after == (status == 204 ? 404 : 200))
    }
  }

  @Test("A client that has the current revision is answered 304")
  func notModified() async throws {
    try await withServer { server in
      let (id, _) = try await save(Texts.cluster, on: server)
      let headers = ["If-None-Match": "\"1\""]
      #expect(try await server.request("GET", "/api/v1/scenarios/\(id)", headers: headers).status == 304)
    }
  }

  @Test("The scenarios that ship are listed, read like saved ones, and never changed")
  func builtIn() async throws {
    try await withServer { server in
      let list = try await server.request("GET", "/api/v1/scenarios").json
      #expect(list["items"].items.map { $0["id"] } == ["shipped"])
      #expect(list["items"][0]["title"]["en"] == "A test")
      let scenario = try await server.request("GET", "/api/v1/scenarios/shipped").json
      #expect(scenario["builtIn"] == true)
      #expect(scenario["scenario"].string == Texts.cluster)
      #expect(try await server.request("GET", "/api/v1/scenarios/shipped/revisions/1").status == 404)
      #expect(try await server.request("GET", "/api/v1/scenarios/shipped/revisions").status == 404)
      let change = try await server.send(
        "PUT", "/api/v1/scenarios/shipped", ["scenario": .string(Texts.packing)],
        headers: ["Authorization": "Bearer x", "If-Match": "*"])
      #expect(change.status == 403)
    }
  }

  @Test("A Secret is never saved")
  func secrets() async throws {
    try await withServer { server in
      let text = Texts.cluster + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\n"
      for path in ["/api/v1/scenarios", "/api/v1/shares"] {
        let response = try await server.send("POST", path, ["scenario": .string(text)])
        #expect(response.status == 422)
        #expect(try response.json["causes"][0]["object"] == "Secret \"s\"")
      }
    }
  }
}

import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct KeptAnswerTests {
  @Test("A table has a tag, is sent compressed to who takes it, and is not sent to who has it")
  func table() async throws {
    try await withServer { server in
      let path = "/api/v1/scenarios/shipped/run/attempts/1"
      let first = try await server.request("GET", path)
      let again = try await server.request("GET", path)
      #expect(first.status == 200)
      #expect(first.body == again.body)
      let tag = try #require(first.headers["etag"])
      #expect(again.headers["etag"] == tag)
      #expect(again.headers["content-security-policy"] != nil)
      #expect(try await server.request("GET", path, headers: ["If-None-Match": tag]).status == 304)
      for _ in 1...2 {
        let packed = try await server.request("GET", path, headers: ["Accept-Encoding": "gzip"])
        #expect(packed.headers["content-encoding"] == "gzip")
        #expect(packed.body.count < first.body.count)
        #expect(packed.body.prefix(2) == [0x1F, 0x8B])
      }
      for _ in 1...2 {
        let packed = try await server.request("GET", path, headers: ["Accept-Encoding": "gzip, deflate, br, zstd"])
        #expect(packed.headers["content-encoding"] == "zstd")
        #expect(packed.headers["etag"]?.hasSuffix("-zstd\"") == true)
        #expect(packed.body.count < first.body.count)
      }
      let other = try await server.request("GET", path, headers: ["Accept-Encoding": "gzip"])
      #expect(other.headers["content-encoding"] == "gzip")
    }
  }

  @Test("A new revision, and deleting, put an end to what was said about a scenario")
  func revisions() async throws {
    try await withServer { server in
      let created = try await server.send("POST", "/api/v1/scenarios", ["scenario": .string(Texts.cluster)])
      let saved = try created.json
      let (id, token) = (try #require(saved["id"].string), try #require(saved["editToken"].string))
      let path = "/api/v1/scenarios/\(id)/run"
      for _ in 1...2 { #expect(try await server.request("GET", path).json["counts"]["pods"] == 2) }

      let pod =
        "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: third}\n"
        + "spec: {containers: [{name: c, image: nginx}]}\n"
      let change = try await server.send(
        "PUT", "/api/v1/scenarios/\(id)", ["scenario": .string(Texts.cluster + pod)],
        headers: ["Authorization": "Bearer \(token)", "If-Match": "\"1\""])
      #expect(change.status == 200)
      for _ in 1...2 { #expect(try await server.request("GET", path).json["counts"]["pods"] == 3) }

      let deletion = try await server.request(
        "DELETE", "/api/v1/scenarios/\(id)", headers: ["Authorization": "Bearer \(token)", "If-Match": "\"2\""])
      #expect(deletion.status == 204)
      #expect(try await server.request("GET", path).status == 404)
    }
  }

  @Test("Problems are neither kept nor compressed when they are short")
  func problems() async throws {
    try await withServer { server in
      let path = "/api/v1/scenarios/shipped/run/attempts/99"
      for _ in 1...2 {
        let response = try await server.request("GET", path, headers: ["Accept-Encoding": "gzip"])
        #expect(response.status == 404)
        #expect(response.headers["content-encoding"] == nil)
        #expect(response.headers["cache-control"] == "no-store")
      }
    }
  }
}

import HTTPTestClient
import KubernetesAPI
import Testing

@Suite struct OpenAPITests {
  /// The document that the server describes itself with.
  private func document(_ server: RunningServer) async throws -> JSONValue {
    let response = try await server.request("GET", "/api/v1/openapi.json")
    #expect(response.status == 200)
    #expect(response.headers["content-type"] == "application/json")
    return try response.json
  }

  @Test("Every reference of the document leads to a schema, and every schema is referred to")
  func references() async throws {
    try await withServer { server in
      let document = try await document(server)
      #expect(document["openapi"] == "3.1.0")
      var references: Set<String> = []
      collectReferences(of: document, into: &references)
      let schemas = Set(document["components"]["schemas"].members.keys.map { "#/components/schemas/\($0)" })
      #expect(references.subtracting(schemas) == [])
      #expect(schemas.subtracting(references) == [])
    }
  }

  private func collectReferences(of value: JSONValue, into references: inout Set<String>) {
    if let reference = value["$ref"].string { references.insert(reference) }
    for member in value.members.values { collectReferences(of: member, into: &references) }
    for item in value.items { collectReferences(of: item, into: &references) }
  }

  @Test("Every path of the document is served, with its methods and no other")
  func methods() async throws {
    try await withServer { server in
      let methods = ["get", "put", "post", "delete", "patch"]
      for (path, item) in try await document(server)["paths"].members {
        let target = path.replacing("{n}", with: "1").replacing(#/\{[a-zA-Z]+\}/#, with: "x")
        for method in methods {
          let response = try await server.request(method.uppercased(), target)
          let documented = item[method] != .null
          #expect((response.status != 405) == documented, "\(method) \(path)")
          if documented { #expect(item[method]["responses"][String(response.status)] != .null, "\(method) \(path)") }
        }
      }
    }
  }

  @Test("Every operation has a name of its own")
  func operationNames() async throws {
    try await withServer { server in
      let paths = try await document(server)["paths"].members.values
      let names = paths.flatMap { $0.members.values.compactMap { $0["operationId"].string } }
      #expect(!names.isEmpty)
      #expect(Set(names).count == names.count)
    }
  }
}

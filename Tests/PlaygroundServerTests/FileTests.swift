import Foundation
import HTTPTestClient
import Testing

@Suite struct FileTests {
  @Test("The page is served at the root and at every share", arguments: ["/", "/index.html", "/s/abc"])
  func page(path: String) async throws {
    try await withServer { server in
      let response = try await server.request("GET", path)
      #expect(response.status == 200)
      #expect(response.text == testPage)
      #expect(response.headers["content-type"] == "text/html; charset=utf-8")
    }
  }

  @Test("A file has the type that its name says")
  func module() async throws {
    try await withServer { server in
      let response = try await server.request("GET", "/js/main.js")
      #expect(response.text == "export {}")
      #expect(response.headers["content-type"] == "text/javascript; charset=utf-8")
    }
  }

  @Test("A client that has the file is told so", arguments: ["/", "/js/main.js", "/s/abc"])
  func notModified(path: String) async throws {
    try await withServer { server in
      let tag = try #require(try await server.request("GET", path).headers["etag"])
      for condition in [tag, "\"other\", \(tag)", "W/\(tag)", "*"] {
        let response = try await server.request("GET", path, headers: ["If-None-Match": condition])
        #expect(response.status == 304)
        #expect(response.headers["etag"] == tag)
        #expect(response.headers["cache-control"] == "no-cache")
        #expect(response.headers["content-security-policy"] == nil)
      }
      #expect(try await server.request("GET", path, headers: ["If-None-Match": "\"other\""]).status == 200)
    }
  }

  @Test(
    "No path leads out of the public directory",
    arguments: [
      "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/js/../../secret.txt", "/js/..%2f..%2fsecret.txt",
      "/.hidden", "//secret.txt", "/js/", "/js", "/js//main.js",
    ])
  func traversal(path: String) async throws {
    try await withServer { server in
      let response = try await server.request("GET", path)
      #expect(response.status == 404)
      #expect(response.headers["content-type"] == "application/problem+json")
    }
  }

  @Test("A link that leads out of the public directory is not followed")
  func symbolicLink() async throws {
    try await withServer { server in
      let response = try await server.request("GET", "/link.txt")
      #expect(response.status == 404)
    }
  }
}

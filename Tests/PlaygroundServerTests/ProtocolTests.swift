import HTTPTestClient
import KubernetesAPI
import PlaygroundServer
import Testing

@Suite struct ProtocolTests {
  @Test("The server says that it lives", arguments: ["/healthz", "/readyz"])
  func health(path: String) async throws {
    try await withServer { server in
      let response = try await server.request("GET", path)
      #expect(response.status == 200)
      #expect(response.text == "ok")
    }
  }

  @Test(
    "An unknown path is a problem with status 404",
    arguments: ["/nowhere", "/api/v1", "/api/v1/scenarios/", "/s", "/s/", "/healthz/x"])
  func notFound(path: String) async throws {
    try await withServer { server in
      let response = try await server.request("GET", path)
      let problem = try response.json
      #expect(response.status == 404)
      #expect(response.headers["content-type"] == "application/problem+json")
      #expect(problem["type"] == "about:blank")
      #expect(problem["title"] == "Not Found")
      #expect(problem["status"] == 404)
      #expect(problem["detail"].string?.contains(path) == true)
    }
  }

  @Test(
    "A method that a path does not know is answered 405 with those that it knows",
    arguments: [
      ("POST", "/healthz", "GET, HEAD"), ("DELETE", "/", "GET, HEAD"), ("PUT", "/js/main.js", "GET, HEAD"),
      ("BREW", "/healthz", "GET, HEAD"), ("OPTIONS", "/s/x", "GET, HEAD"),
    ])
  func methodNotAllowed(method: String, path: String, allow: String) async throws {
    try await withServer { server in
      let response = try await server.request(method, path)
      #expect(response.status == 405)
      #expect(response.headers["allow"] == allow)
      #expect(response.headers["content-type"] == "application/problem+json")
    }
  }

  @Test("HEAD is answered as GET is, without a body", arguments: ["/healthz", "/", "/js/main.js", "/nowhere"])
  func head(path: String) async throws {
    try await withServer { server in
      let get = try await server.request("GET", path)
      let head = try await server.request("HEAD", path)
      #expect(head.status == get.status)
      #expect(head.headers["content-length"] == get.headers["content-length"])
      #expect(head.headers["content-type"] == get.headers["content-type"])
    }
  }

  @Test("Documents carry what protects who looks at them", arguments: ["/", "/index.html", "/s/abc"])
  func securityOfDocuments(path: String) async throws {
    try await withServer { server in
      let headers = try await server.request("GET", path).headers
      let policy = try #require(headers["content-security-policy"])
      for directive in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        #expect(policy.contains(directive))
      }
      #expect(!policy.contains("unsafe"))
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["referrer-policy"] == "no-referrer")
      #expect(headers["cross-origin-opener-policy"] == "same-origin")
      #expect(headers["cross-origin-resource-policy"] == "same-origin")
      #expect(headers["permissions-policy"] != nil)
    }
  }

  @Test(
    "What is no document runs and loads nothing where it is opened, in no frame and for no other origin",
    arguments: ["/js/main.js", "/healthz", "/nowhere", "/api/v1/openapi.json", "/%zz", "/api/v1/scenarios"])
  func securityOfOthers(path: String) async throws {
    try await withServer { server in
      for _ in 1...2 {
        let headers = try await server.request("GET", path).headers
        #expect(headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'")
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["cross-origin-resource-policy"] == "same-origin")
      }
    }
  }

  @Test("A query parameter that a path does not know is a mistake")
  func unknownQueryParameter() async throws {
    try await withServer { server in
      let response = try await server.request("GET", "/healthz?verbose=1")
      #expect(response.status == 400)
      #expect(try response.json["detail"] == "unknown query parameter \"verbose\": this path takes none")
    }
  }

  @Test("A body past the limit is refused with the limit's name")
  func bodyLimit() async throws {
    var limits = Limits()
    limits.body = 1000
    try await withServer(limits: limits) { server in
      let response = try await server.request("POST", "/healthz", body: [UInt8](repeating: 0x20, count: 1001))
      #expect(response.status == 413)
      #expect(response.headers["content-type"] == "application/problem+json")
      #expect(try response.json["detail"] == "1000 bytes are the limit for a body")
    }
  }

  @Test("Metrics count requests by route and status")
  func metrics() async throws {
    try await withServer { server in
      _ = try await server.request("GET", "/healthz")
      _ = try await server.request("GET", "/healthz")
      _ = try await server.request("GET", "/s/one")
      _ = try await server.request("GET", "/s/two")
      _ = try await server.request("GET", "/nowhere/at/all")
      _ = try await server.request("GET", "/js/main.js")
      _ = try await server.request("GET", "/js/main.js", headers: ["If-None-Match": "*"])
      let text = try await server.request("GET", "/metrics").text
      let lines = text.split(separator: "\n")
      #expect(lines.contains("berth_http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 2"))
      #expect(lines.contains("berth_http_requests_total{method=\"GET\",route=\"/s/{slug}\",status=\"200\"} 2"))
      #expect(lines.contains("berth_http_requests_total{method=\"GET\",route=\"unknown\",status=\"404\"} 1"))
      #expect(lines.contains("berth_http_request_duration_seconds_count{route=\"/healthz\"} 2"))
      #expect(lines.contains("berth_http_requests_total{method=\"GET\",route=\"file\",status=\"200\"} 1"))
      #expect(lines.contains("berth_http_requests_total{method=\"GET\",route=\"file\",status=\"304\"} 1"))
      #expect(lines.contains("berth_http_request_duration_seconds_count{route=\"file\"} 2"))
      #expect(lines.contains("berth_simulations_running 0"))
    }
  }
}

import CZlib
import CZstd
import HTTPTestClient
import HTTPTypes
import MicroHTTP
import SeededRandom
import Synchronization
import Testing

@Suite struct PreparedTargetTests {
  private static let body = Array(String(repeating: "plain text ", count: 100).utf8)

  private func resource(
    _ body: [UInt8] = body, in codings: ContentCodings = .gzip, awaited: ContentCodings = [],
    alike: PreparedResource? = nil
  ) throws -> PreparedResource {
    var compressed: [ContentCoding: [UInt8]] = [:]
    if codings.contains(.gzip) { compressed[.gzip] = Gzip.compress(body) }
    if codings.contains(.zstd) { compressed[.zstd] = Zstandard.compress(body) }
    return try #require(
      PreparedResource(
        body, compressed: compressed, awaited: awaited, entityTag: "v1", headers: [.contentType: "text/plain"],
        label: "test", alike: alike))
  }

  private func configuration(_ targets: PreparedTargets) -> Server.Configuration {
    var configuration = Server.Configuration()
    configuration.prepared = targets
    return configuration
  }

  @Test("A prepared target is answered on a connection that is kept, plain, compressed, or as not modified")
  func variants() async throws {
    let targets = PreparedTargets()
    targets.set(try resource(), for: "/a?b=1")
    try await withServer(configuration(targets), handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      let plain = try await client.request("GET", "/a?b=1")
      #expect(plain.status == 200)
      #expect(plain.body == Self.body)
      #expect(plain.headers["etag"] == "\"v1\"")
      #expect(plain.headers["vary"] == "Accept-Encoding")
      for accepted in ["gzip", "br, GZIP;q=0.5", "*", "identity , gzip"] {
        let packed = try await client.request("GET", "/a?b=1", headers: ["Accept-Encoding": accepted])
        #expect(packed.headers["content-encoding"] == "gzip")
        #expect(packed.headers["etag"] == "\"v1-gzip\"")
        #expect(packed.body == Gzip.compress(Self.body))
      }
      for accepted in ["", "br", "gzip;q=0", "gzip; q=0.000, *", "x-gzip2"] {
        let packed = try await client.request("GET", "/a?b=1", headers: ["Accept-Encoding": accepted])
        #expect(packed.headers["content-encoding"] == nil)
      }
      for condition in ["\"v1\"", "W/\"v1\"", "\"x\" , \"v1\"", "*"] {
        let same = try await client.request("GET", "/a?b=1", headers: ["If-None-Match": condition])
        #expect(same.status == 304)
        #expect(same.body.isEmpty)
      }
      #expect(try await client.request("GET", "/a?b=1", headers: ["If-None-Match": "\"v1-gzip\""]).status == 200)
    }
  }

  @Test("Other targets, methods and requests with a body go to the handler")
  func others() async throws {
    let targets = PreparedTargets()
    targets.set(try resource(), for: "/a")
    let answered = Atomic(0)
    var configuration = configuration(targets)
    configuration.answeredPrepared = { exchange in
      if exchange.target == "/a" { answered.add(1, ordering: .relaxed) }
    }
    try await withServer(configuration, handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      #expect(try await client.request("POST", "/a", body: Array("x".utf8)).text == "POST /a x")
      #expect(try await client.request("GET", "/a", body: Array("x".utf8)).text == "GET /a x")
      #expect(try await client.request("GET", "/a?").text == "GET /a ")
      #expect(answered.load(ordering: .relaxed) == 0)
      #expect(try await client.request("GET", "/a").body == Self.body)
      #expect(answered.load(ordering: .relaxed) == 1)
    }
  }

  @Test("Not modified says what a cache needs to know, and nothing of the body")
  func fieldsOfNotModified() async throws {
    let targets = PreparedTargets()
    let headers: HTTPFields = [
      .contentType: "text/plain", .cacheControl: "no-cache", .contentSecurityPolicy: "default-src 'none'",
    ]
    let compressed = try #require(Gzip.compress(Self.body))
    let resource = try #require(
      PreparedResource(Self.body, compressed: [.gzip: compressed], entityTag: "v1", headers: headers))
    targets.set(resource, for: "/a")
    try await withServer(configuration(targets), handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      for (coding, tag) in [("identity", "\"v1\""), ("gzip", "\"v1-gzip\"")] {
        let asked = ["If-None-Match": tag, "Accept-Encoding": coding]
        let same = try await client.request("GET", "/a", headers: asked)
        #expect(same.status == 304)
        #expect(same.headers["etag"] == tag)
        #expect(same.headers["cache-control"] == "no-cache")
        #expect(same.headers["vary"] == "Accept-Encoding")
        #expect(Set(same.headers.keys).isSubset(of: ["date", "etag", "cache-control", "vary", "content-length"]))
      }
      #expect(try await client.request("GET", "/a").headers["content-security-policy"] == "default-src 'none'")
    }
  }

  @Test("Answers are counted by label, method and status, whatever thread gave them")
  func counts() async throws {
    let targets = PreparedTargets()
    for target in ["/a", "/b"] { targets.set(try resource(), for: target) }
    try await withServer(configuration(targets), handler: echo) { server in
      for _ in 1...10 {
        let client = try HTTPTestClient(port: server.port)
        _ = try await client.request("GET", "/a")
        _ = try await client.request("GET", "/b", headers: ["If-None-Match": "*"])
        _ = try await client.request("HEAD", "/b")
        _ = try await client.request("GET", "/c")
      }
      #expect(
        targets.answers == [
          PreparedAnswers(label: "test", method: .get, status: 200, count: 10),
          PreparedAnswers(label: "test", method: .get, status: 304, count: 10),
          PreparedAnswers(label: "test", method: .head, status: 200, count: 10),
        ])
    }
  }

  @Test("What is replaced or forgotten is not answered from any connection any more")
  func changes() async throws {
    let targets = PreparedTargets(capacity: 100_000)
    try await withServer(configuration(targets), handler: echo) { server in
      // So many that every thread has some of them.
      let clients = try (1...8).map { _ in try HTTPTestClient(port: server.port) }
      func texts(_ target: String) async throws -> Set<String> {
        var texts: Set<String> = []
        for client in clients { texts.insert(try await client.request("GET", target).text) }
        return texts
      }
      for version in ["one", "two"] {
        targets.set(try resource(Array(version.utf8), in: []), for: "/a")
        #expect(try await texts("/a") == [version])
        targets.keep(try resource(Array(version.utf8), in: []), for: "/kept", since: targets.changes)
        #expect(try await texts("/kept") == [version])
      }
      targets.forget(beginningWith: "/ke")
      #expect(try await texts("/kept") == ["GET /kept "])
      #expect(try await texts("/a") == ["two"])
    }
  }

  @Test("More targets than a thread has at hand are all answered")
  func manyTargets() async throws {
    let targets = PreparedTargets()
    for number in 1...600 { targets.set(try resource(Array("\(number)".utf8), in: []), for: "/\(number)") }
    try await withServer(configuration(targets), handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      for _ in 1...2 {
        for number in 1...600 { #expect(try await client.request("GET", "/\(number)").text == "\(number)") }
      }
    }
  }

  @Test("Of two codings the one that is preferred is sent to who names it, with a tag of its own")
  func codings() async throws {
    let targets = PreparedTargets()
    targets.set(try resource(in: .all), for: "/a")
    try await withServer(configuration(targets), handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      let bodies = ["gzip": Gzip.compress(Self.body), "zstd": Zstandard.compress(Self.body)]
      for (accepted, coding) in [
        ("gzip, deflate, br, zstd", "zstd"), ("gzip", "gzip"), ("zstd;q=0, gzip", "gzip"), ("zstd;q=0.1", "zstd"),
        ("*", "gzip"), ("gzip;q=0, *", nil), ("*, zstd", "zstd"), ("br", nil),
      ] {
        var headers = ["Accept-Encoding": accepted]
        let sent = try await client.request("GET", "/a", headers: headers)
        #expect(sent.headers["content-encoding"] == coding, "\(accepted)")
        #expect(sent.body == coding.map { bodies[$0] } ?? Self.body)
        let tag = try #require(sent.headers["etag"])
        #expect(tag == coding.map { "\"v1-\($0)\"" } ?? "\"v1\"")
        headers["If-None-Match"] = tag
        #expect(try await client.request("GET", "/a", headers: headers).status == 304)
      }
    }
  }

  @Test("What was compressed for others stays when the same body is prepared again")
  func alike() async throws {
    let targets = PreparedTargets()
    targets.set(try resource(in: .zstd, alike: resource(in: .gzip)), for: "/same")
    try await withServer(configuration(targets), handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      for coding in ["gzip", "zstd"] {
        let sent = try await client.request("GET", "/same", headers: ["Accept-Encoding": coding])
        #expect(sent.headers["content-encoding"] == coding)
      }
    }
  }

  @Test("Each coding gives back what was compressed", arguments: [0, 1, 100, 300_000])
  func roundTrips(count: Int) throws {
    var random = SplitMix64(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...3, using: &random) }
    let zstd = try #require(Zstandard.compress(bytes, level: 5))
    let unpacked = [UInt8](unsafeUninitializedCapacity: count + 1) { buffer, unpackedCount in
      unpackedCount = ZSTD_decompress(buffer.baseAddress, buffer.count, zstd, zstd.count)
      if ZSTD_isError(unpackedCount) != 0 { unpackedCount = 0 }
    }
    #expect(unpacked == bytes)
    let gzip = try #require(Gzip.compress(bytes))
    var stream = z_stream()
    #expect(inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    let inflated = [UInt8](unsafeUninitializedCapacity: count + 1) { buffer, inflatedCount in
      var gzip = gzip
      let result = gzip.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        return inflate(&stream, Z_FINISH)
      }
      inflatedCount = result == Z_STREAM_END ? buffer.count - Int(stream.avail_out) : 0
    }
    #expect(inflated == bytes)
  }

  @Test("Who takes gzip is answered by the handler while nobody has compressed the body")
  func awaitingCompression() async throws {
    let targets = PreparedTargets()
    targets.set(try resource(in: [], awaited: .all), for: "/a")
    try await withServer(configuration(targets), handler: echo) { server in
      let client = try HTTPTestClient(port: server.port)
      #expect(try await client.request("GET", "/a").body == Self.body)
      #expect(try await client.request("GET", "/a", headers: ["Accept-Encoding": "gzip"]).text == "GET /a ")
    }
  }

  @Test("Kept resources go when there is no room, those first that nobody asks for, and when they are forgotten")
  func keeping() throws {
    let body = [UInt8](repeating: 65, count: 1_000)
    let targets = PreparedTargets(capacity: 8_000)
    for number in 1...8 { targets.keep(try resource(body, in: []), for: "/\(number)", since: targets.changes) }
    _ = targets["/1"]
    for number in 9...15 { targets.keep(try resource(body, in: []), for: "/\(number)", since: targets.changes) }
    #expect(targets["/1"] != nil)
    #expect(targets["/2"] == nil)
    #expect(targets["/15"] != nil)

    let before = targets.changes
    targets.forget(beginningWith: "/1")
    #expect(targets["/1"] == nil)
    #expect(targets["/15"] == nil)
    // Made of what was there before something was forgotten: it may be out of date.
    targets.keep(try resource(body, in: []), for: "/late", since: before)
    #expect(targets["/late"] == nil)
    targets.keep(try resource([UInt8](repeating: 65, count: 3_000), in: []), for: "/long", since: targets.changes)
    #expect(targets["/long"] == nil)
  }
}

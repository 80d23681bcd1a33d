import MicroHTTP
import Testing

@Suite struct RequestTargetTests {
  @Test(
    "A path is taken apart before it is decoded",
    arguments: [
      ("/", []),
      ("/a/b", ["a", "b"]),
      ("/a/", ["a", ""]),
      ("//a", ["", "a"]),
      ("/a%2Fb/%ED%95%9C", ["a/b", "한"]),
      ("/a+b", ["a+b"]),
      ("/a?b/c", ["a"]),
      ("http://host:80/a", ["a"]),
      ("http://host", []),
      ("/%2e%2e/x", ["..", "x"]),
    ])
  func segments(text: String, segments: [String]) throws {
    #expect(try #require(RequestTarget(text)).segments == segments)
  }

  @Test(
    "A query is a list of decoded names and values",
    arguments: [
      ("/?a=1&b=2", ["a=1", "b=2"]),
      ("/?a", ["a="]),
      ("/?a=b=c&&d=%26+e", ["a=b=c", "d=& e"]),
      ("/?", []),
      ("/", []),
    ])
  func query(text: String, query: [String]) throws {
    #expect(try #require(RequestTarget(text)).query.map { "\($0.name)=\($0.value)" } == query)
  }

  @Test(
    "What is no target is refused", arguments: ["", "a", "*", "/%", "/%1", "/%g1", "/%ff", "/%00", "/?a=%", "ftp://a/"])
  func refused(text: String) {
    #expect(RequestTarget(text) == nil)
  }
}

import KubernetesAPI
import SchedulerFramework
import Testing
import Webhooks

@Suite struct WebhookClientTests {
  @Test(
    arguments: [
      ("http://127.0.0.1:9000", "http://127.0.0.1:9000/filter", true),
      ("http://127.0.0.1:9000/", "http://127.0.0.1:9000/a/b", true),
      ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000/a", true),
      ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000/a/filter", true),
      ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000/ab", false),
      ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000/", false),
      ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000/a/../b", false),
      ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000/a/%2e%2e/b", false),
      ("http://127.0.0.1:9000", "https://127.0.0.1:9000/filter", false),
      ("http://127.0.0.1:9000", "http://127.0.0.1:9001/filter", false),
      ("http://example.com", "http://example.com:80/filter", true),
      ("http://example.com", "http://example.com.evil.org/filter", false),
      ("http://example.com", "http://example.com@evil.org/filter", false),
      ("http://Example.com", "HTTP://example.COM/filter", true),
    ] as [(String, String, Bool)])
  func `an allowed address covers what is below it, and nothing else`(
    allowed: String, asked: String, isAllowed: Bool
  ) throws {
    let client = try WebhookClient(allowing: [allowed])
    #expect((client.refusal(of: asked) == nil) == isAllowed)
  }

  @Test(arguments: ["", "9000", "ftp://example.com", "http://", "/path", "http://a b", "http://example.com?x=1"])
  func `what is no address of a webhook cannot be allowed`(text: String) {
    #expect(throws: WebhookClient.InvalidAddress.self) { _ = try WebhookClient(allowing: [text]) }
  }

  @Test func `an answer that is too long is not read to its end`() async throws {
    let text = String(repeating: "x", count: WebhookClient.answerLimit)
    try await withExtender { _ in
      (200, .string(text))
    } _: { server in
      let client = try WebhookClient(allowing: [server.url])
      let url = server.url + "/filter"
      let error = await #expect(throws: ExtenderError.self) {
        _ = try await blocking { try client.post([:], to: url, timeout: .seconds(20)) }
      }
      #expect(error?.message.contains("longer than") == true)
    }
  }

  @Test func `a server that is not there is an error`() async throws {
    let client = try WebhookClient(allowing: ["http://127.0.0.1:1"])
    let error = await #expect(throws: ExtenderError.self) {
      _ = try await blocking {
        try client.post([:], to: "http://127.0.0.1:1/filter", timeout: .seconds(20))
      }
    }
    #expect(error?.message == "Post \"http://127.0.0.1:1/filter\": connection refused")
  }
}

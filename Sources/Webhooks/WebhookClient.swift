import Foundation
public import KubernetesAPI
public import SchedulerFramework

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Calls webhooks over HTTP: only at addresses that were allowed, without following redirects, and with a limit to the time
/// and size of an answer. Calls block their thread.
public struct WebhookClient: ExtenderClient {
  /// An address that nobody could be allowed to call.
  public struct InvalidAddress: Error, Sendable, CustomStringConvertible {
    public var address: String
    public var description: String {
      "\(address) is no address of a webhook: it must read like http://127.0.0.1:9000/path"
    }
  }

  /// One that calls nothing.
  public static let none = WebhookClient()

  /// Bytes of an answer.
  public static let answerLimit = 8 << 20

  private let allowed: [AllowedAddress]

  private init() { allowed = [] }

  /// - Parameter addresses: what `--allow-webhook` names.
  public init(allowing addresses: [String]) throws(InvalidAddress) {
    var allowed: [AllowedAddress] = []
    for text in addresses {
      guard let address = AllowedAddress(text) else { throw InvalidAddress(address: text) }
      allowed.append(address)
    }
    self.allowed = allowed
  }

  public func refusal(of urlPrefix: String) -> String? {
    guard let address = AllowedAddress(urlPrefix) else { return InvalidAddress(address: urlPrefix).description }
    return allowed.contains { $0.covers(address) } ? nil : "start berth with --allow-webhook \(urlPrefix)"
  }

  public func post(_ body: JSONValue, to url: String, timeout: Duration) throws(ExtenderError) -> ExtenderAnswer {
    if let refusal = refusal(of: url) { throw ExtenderError("\(url) is not allowed: \(refusal)") }
    guard let address = URL(string: url) else { throw ExtenderError("\(url) is no address") }
    var request = URLRequest(url: address)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(body.json.utf8)
    let exchange = WebhookExchange(url: url, answerLimit: Self.answerLimit)
    return try exchange.run(request, timeout: timeout)
  }
}

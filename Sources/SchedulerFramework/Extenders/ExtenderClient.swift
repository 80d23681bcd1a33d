public import KubernetesAPI

/// Carries what a scheduler asks its extenders. The engine itself knows no network.
public protocol ExtenderClient: Sendable {
  /// Why an extender at this address must not be called; nil when it may be.
  func refusal(of urlPrefix: String) -> String?

  /// Posts JSON and waits for the answer.
  ///
  /// - Parameter timeout: of the wall clock; an answer that takes longer is an error.
  /// - Throws: Why there is no answer.
  func post(_ body: JSONValue, to url: String, timeout: Duration) throws(ExtenderError) -> ExtenderAnswer
}

/// What came back over HTTP.
public struct ExtenderAnswer: Sendable, Hashable {
  public var status: Int
  public var body: [UInt8]

  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// An extender could not be asked, or what it said cannot be used.
public struct ExtenderError: Error, Sendable, Hashable, CustomStringConvertible {
  public var message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}

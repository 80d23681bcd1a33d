/// What is said of a Node's state (`v1.NodeCondition`), without times and reasons.
public struct NodeCondition: Sendable, Hashable {
  /// `Ready`, `MemoryPressure` …
  public var type: String
  /// `True`, `False` or `Unknown`.
  public var status: String

  public init(type: String, status: String) {
    self.type = type
    self.status = status
  }

  /// - Parameter status: `status` of a Node.
  static func all(in status: JSONValue) -> [NodeCondition] {
    status["conditions"].items.map { NodeCondition(type: $0["type"].string ?? "", status: $0["status"].string ?? "") }
  }
}

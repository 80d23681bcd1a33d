/// A choice of Nodes (`v1.NodeSelector`): one of its terms must match.
public struct NodeSelector: Sendable, Hashable {
  public var terms: [NodeSelectorTerm]

  /// nil when there is no selector at all.
  public init?(_ value: JSONValue) {
    guard case .object = value else { return nil }
    terms = value["nodeSelectorTerms"].items.map(NodeSelectorTerm.init)
  }

  public func matches(labels: [String: String], name: String) -> Bool {
    terms.contains { $0.matches(labels: labels, name: name) }
  }
}

/// One alternative of a ``NodeSelector``: all expressions and all fields must match (`v1.NodeSelectorTerm`).
public struct NodeSelectorTerm: Sendable, Hashable {
  public enum Operator: String, Sendable {
    case `in` = "In"
    case notIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
    case greaterThan = "Gt"
    case lessThan = "Lt"
  }

  public struct Requirement: Sendable, Hashable {
    public var key: String
    /// nil for a text that is no operator; such a requirement matches nothing.
    public var operation: Operator?
    public var values: [String]

    public init(_ value: JSONValue) {
      key = value["key"].string ?? ""
      operation = value["operator"].string.flatMap(Operator.init)
      values = value["values"].strings
    }

    /// `actual` is the label's or field's value, nil when there is none.
    public func matches(_ actual: String?) -> Bool {
      // Both sides must be integers; anything else matches nothing.
      var comparison: (actual: Int64, bound: Int64)? {
        guard let actual = actual.flatMap({ Int64($0) }), values.count == 1, let bound = Int64(values[0]) else {
          return nil
        }
        return (actual, bound)
      }
      switch operation {
      case .in: return actual.map(values.contains) ?? false
      case .notIn: return !(actual.map(values.contains) ?? false)
      case .exists: return actual != nil
      case .doesNotExist: return actual == nil
      case .greaterThan: return comparison.map { $0.actual > $0.bound } ?? false
      case .lessThan: return comparison.map { $0.actual < $0.bound } ?? false
      case nil: return false
      }
    }
  }

  public var matchExpressions: [Requirement]
  /// Only `metadata.name` is a field that can be asked for.
  public var matchFields: [Requirement]

  public init(_ value: JSONValue) {
    matchExpressions = value["matchExpressions"].items.map(Requirement.init)
    matchFields = value["matchFields"].items.map(Requirement.init)
  }

  /// A term without expressions and fields matches nothing.
  public var isEmpty: Bool { matchExpressions.isEmpty && matchFields.isEmpty }

  public func matches(labels: [String: String], name: String) -> Bool {
    guard !isEmpty else { return false }
    return matchExpressions.allSatisfy { $0.matches(labels[$0.key]) }
      && matchFields.allSatisfy { $0.matches($0.key == "metadata.name" ? name : nil) }
  }
}

/// A wish with a weight from 1 to 100 (`v1.PreferredSchedulingTerm`).
public struct PreferredSchedulingTerm: Sendable, Hashable {
  public var weight: Int64
  public var preference: NodeSelectorTerm

  public init(_ value: JSONValue) {
    weight = value["weight"].integer ?? 0
    preference = NodeSelectorTerm(value["preference"])
  }
}

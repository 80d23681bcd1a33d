/// A query over labels (`metav1.LabelSelector`): all of its requirements must hold.
public struct LabelSelector: Sendable, Hashable {
  public enum Operator: String, Sendable {
    case `in` = "In"
    case notIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
  }

  public struct Requirement: Sendable, Hashable {
    public var key: String
    public var operation: Operator
    public var values: [String]

    public init(key: String, operation: Operator, values: [String] = []) {
      self.key = key
      self.operation = operation
      self.values = values
    }

    /// `NotIn` and `DoesNotExist` also match objects without the label.
    public func matches(_ labels: [String: String]) -> Bool {
      switch operation {
      case .in: labels[key].map(values.contains) ?? false
      case .notIn: !(labels[key].map(values.contains) ?? false)
      case .exists: labels[key] != nil
      case .doesNotExist: labels[key] == nil
      }
    }
  }

  /// `matchLabels` as `In` requirements, sorted by key, then `matchExpressions`.
  public var requirements: [Requirement]

  public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  /// nil for a missing selector, which matches nothing where an empty one matches everything.
  public init?(_ value: JSONValue) {
    guard case .object = value else { return nil }
    requirements = value["matchLabels"].stringMap.sorted { $0.key < $1.key }
      .map { Requirement(key: $0.key, operation: .in, values: [$0.value]) }
    for expression in value["matchExpressions"].items {
      guard let operation = expression["operator"].string.flatMap(Operator.init) else { continue }
      requirements.append(
        Requirement(
          key: expression["key"].string ?? "", operation: operation, values: expression["values"].strings))
    }
  }

  /// A selector that asks for exactly these labels, as a Service's or ReplicationController's `spec.selector` does.
  public init(matching labels: [String: String]) {
    requirements = labels.sorted { $0.key < $1.key }
      .map { Requirement(key: $0.key, operation: .in, values: [$0.value]) }
  }

  public var isEmpty: Bool { requirements.isEmpty }

  /// An empty selector matches everything.
  public func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { $0.matches(labels) }
  }
}

/// What a taint does to Pods that do not tolerate it (`v1.TaintEffect`).
public enum TaintEffect: String, Sendable, Hashable, CaseIterable {
  case noSchedule = "NoSchedule"
  case preferNoSchedule = "PreferNoSchedule"
  case noExecute = "NoExecute"
}

/// A taint of a Node (`v1.Taint`).
public struct Taint: Sendable, Hashable, CustomStringConvertible {
  public var key: String
  public var value: String
  /// nil for a text that is no effect; such a taint has none.
  public var effect: TaintEffect?

  public init(key: String, value: String = "", effect: TaintEffect) {
    self.key = key
    self.value = value
    self.effect = effect
  }

  public init(_ json: JSONValue) {
    key = json["key"].string ?? ""
    value = json["value"].string ?? ""
    effect = json["effect"].string.flatMap(TaintEffect.init)
  }

  public var json: JSONValue {
    ["key": .string(key), "value": .string(value), "effect": .string(effect?.rawValue ?? "")]
  }

  /// `key=value:Effect`, as `kubectl taint` takes it.
  public var description: String {
    (value.isEmpty ? key : "\(key)=\(value)") + (effect.map { ":\($0.rawValue)" } ?? "")
  }
}

/// What a Pod tolerates (`v1.Toleration`).
public struct Toleration: Sendable, Hashable {
  public enum Operator: String, Sendable {
    case exists = "Exists"
    case equal = "Equal"
  }

  /// Empty, with Exists: every key.
  public var key: String
  public var operation: Operator
  public var value: String
  /// nil: every effect.
  public var effect: TaintEffect?
  /// For NoExecute, how long the Pod stays, in seconds; nil: for ever.
  public var tolerationSeconds: Int64?

  public init(_ json: JSONValue) {
    key = json["key"].string ?? ""
    operation = json["operator"].string.flatMap(Operator.init) ?? .equal
    value = json["value"].string ?? ""
    effect = json["effect"].string.flatMap(TaintEffect.init)
    tolerationSeconds = json["tolerationSeconds"].integer
  }

  /// The narrowest toleration of a taint.
  public init(of taint: Taint) {
    key = taint.key
    operation = taint.value.isEmpty ? .exists : .equal
    value = taint.value
    effect = taint.effect
    tolerationSeconds = nil
  }

  /// As a manifest has it, without what is empty.
  public var json: JSONValue {
    var json: JSONValue = ["key": .string(key), "operator": .string(operation.rawValue)]
    if operation == .equal { json["value"] = .string(value) }
    if let effect { json["effect"] = .string(effect.rawValue) }
    if let tolerationSeconds { json["tolerationSeconds"] = .integer(tolerationSeconds) }
    return json
  }

  /// Whether the taint is tolerated, by the rules of
  /// <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>.
  public func tolerates(_ taint: Taint) -> Bool {
    if let effect, effect != taint.effect { return false }
    if !key.isEmpty && key != taint.key { return false }
    switch operation {
    case .exists: return true
    case .equal: return value == taint.value
    }
  }
}

extension JSONValue {
  /// Whether both say the same. `==` also looks at the order in which members were written, which means nothing to
  /// Kubernetes.
  public func isEquivalent(to other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { member in right[member.key].map { member.value.isEquivalent(to: $0) } ?? false }
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isEquivalent(to: $1) }
    default: self == other
    }
  }
}

/// Amounts of resources by name (`v1.ResourceList`).
public struct ResourceList: Sendable, Hashable {
  public var quantities: [String: Quantity]

  public init(_ quantities: [String: Quantity] = [:]) { self.quantities = quantities }

  /// Amounts are rounded up to thousandths, as the API server stores them. Members that are no quantities are left out;
  /// documents are checked before they get here.
  public init(_ value: JSONValue) {
    quantities = [:]
    for (name, amount) in value.members {
      if let quantity = Quantity(amount) { quantities[name] = quantity.roundedUpToMilli }
    }
  }

  public subscript(name: String) -> Quantity? { quantities[name] }
  public var isEmpty: Bool { quantities.isEmpty }
}

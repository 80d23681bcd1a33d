/// How the API server writes amounts of resources.
enum ResourceListDefaults {
  /// Amounts are rounded up to thousandths and take their canonical form: `0.5` becomes `500m`.
  static func apply(to list: inout JSONValue) {
    guard case .object(let members) = list else { return }
    var canonical = members
    for (name, amount) in members {
      guard let quantity = Quantity(amount) else { continue }
      canonical[name] = .string(rounded(quantity).description)
    }
    if canonical != members { list = .object(canonical) }
  }

  /// Requests and limits.
  static func apply(toRequirements resources: inout JSONValue) {
    resources.ifPresent("limits") { apply(to: &$0) }
    resources.ifPresent("requests") { apply(to: &$0) }
  }

  private static func rounded(_ quantity: Quantity) -> Quantity {
    let milli: Int128 = 1_000_000
    let (units, rest) = quantity.nanoUnits.quotientAndRemainder(dividingBy: milli)
    if rest == 0 { return quantity }
    return Quantity(nanoUnits: (units + rest.signum()) * milli, format: quantity.format)
  }
}

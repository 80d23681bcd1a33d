import Bytes

/// Tells quickly whether a value has only fields of its type, and in each what the field takes, as nearly all values do.
///
/// What is wrong with a value that has not is for a ``StrictDecoder`` to find.
final class Conformance: Sendable {
  /// What is taken in a place.
  private struct Expectation {
    enum Kind { case string, bytes, boolean, int32, int64, time, microTime, quantity, intOrString }
    enum Shape {
      case scalar(Kind)
      /// With the number of what its items or values are.
      case array(Int)
      case map(Int)
      /// With the number of its type.
      case object(Int)
      case anything
    }

    var shape: Shape
  }

  /// The fields of a type, to be found by their names.
  private struct Fields {
    /// The fields that are at each place that hashing gives, or after it; -1 for none.
    private var slots: [Int]
    private var fields: [(name: String, hash: UInt64, expectation: Int)]

    init(_ fields: [(name: String, expectation: Int)]) {
      self.fields = fields.map { ($0.name, ByteHash.hash($0.name), $0.expectation) }
      var size = 4
      while size < 2 * fields.count { size *= 2 }
      slots = Array(repeating: -1, count: size)
      for (index, field) in self.fields.enumerated() {
        var slot = Int(truncatingIfNeeded: field.hash) & (size - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = index
      }
    }

    /// The number of what the field takes; nil if there is no such field.
    func expectation(of name: String) -> Int? {
      let hash = ByteHash.hash(name)
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 {
        let field = slots[slot]
        if fields[field].hash == hash, fields[field].name == name { return fields[field].expectation }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  private let expectations: [Expectation]
  private let types: [Fields]
  private let numbers: [String: Int]

  init(_ types: [String: SchemaType]) {
    let names = types.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var expectations: [Expectation] = []

    func expectation(_ property: SchemaProperty) -> Int {
      let shape: Expectation.Shape =
        switch property.shape {
        case .string: .scalar(.string)
        case .bytes: .scalar(.bytes)
        case .boolean: .scalar(.boolean)
        case .int32: .scalar(.int32)
        case .int64: .scalar(.int64)
        case .time: .scalar(.time)
        case .microTime: .scalar(.microTime)
        case .quantity: .scalar(.quantity)
        case .intOrString: .scalar(.intOrString)
        case .array(let element): .array(expectation(element))
        case .map(let element): .map(expectation(element))
        case .object(let name): numbers[name].map { .object($0) } ?? .anything
        case .anything: .anything
        }
      expectations.append(Expectation(shape: shape))
      return expectations.count - 1
    }

    self.types = names.map { name in
      Fields(types[name]?.properties.map { ($0.key, expectation($0.value)) } ?? [])
    }
    self.numbers = numbers
    self.expectations = expectations
  }

  /// - Parameter known: The value, if it was read before as a whole, or those of its members that were. They remember a type
  ///   that they conform to: there is one schema.
  func conforms(
    _ value: JSONValue, to type: SchemaType, _ known: ArraySlice<SourcePlaces.KnownPlace> = []
  ) -> Bool {
    guard let number = numbers[type.name], case .object(let members) = value else { return value.isNull }
    guard let first = known.first else { return conforms(members, toType: number) }
    if first.number == nil {
      if first.part.conforms(toType: number) { return true }
      guard conforms(members, toType: number) else { return false }
      first.part.noteConforming(toType: number)
      return true
    }
    var next = known.startIndex
    return members.allSatisfy { place, name, value in
      var member: KnownPart?
      if next < known.endIndex, known[next].number == place {
        member = known[next].part
        next += 1
      }
      if let member, member.conforms(toType: number) { return true }
      guard conforms(value, name, ofType: number) else { return false }
      member?.noteConforming(toType: number)
      return true
    }
  }

  private func conforms(_ members: JSONObject, toType number: Int) -> Bool {
    members.allSatisfy { _, name, value in conforms(value, name, ofType: number) }
  }

  private func conforms(_ value: JSONValue, _ name: String, ofType number: Int) -> Bool {
    guard let expectation = types[number].expectation(of: name) else { return false }
    return conforms(value, to: expectation)
  }

  private func conforms(_ value: JSONValue, to expectation: Int) -> Bool {
    switch (expectations[expectation].shape, value) {
    case (.anything, _), (_, .null): true
    case (.scalar(let kind), .string(let text)): Self.isFine(text, kind)
    case (.scalar(let kind), .integer(let number)):
      switch kind {
      case .int64, .quantity: true
      case .int32, .intOrString: Int32(exactly: number) != nil
      default: false
      }
    case (.scalar(.boolean), .bool): true
    case (.scalar(.quantity), .number(let literal)): Quantity(literal) != nil
    case (.array(let element), .array(let items)): items.allSatisfy { conforms($0, to: element) }
    case (.map(let element), .object(let members)):
      members.allSatisfy { _, _, value in conforms(value, to: element) }
    case (.object(let type), .object(let members)): conforms(members, toType: type)
    default: false
    }
  }

  private static func isFine(_ text: String, _ kind: Expectation.Kind) -> Bool {
    switch kind {
    case .string, .intOrString: true
    case .quantity: Quantity(text) != nil
    case .time: GoTime.isUsual(text) || GoTime.mistake(in: text, layout: .seconds) == nil
    case .microTime: GoTime.mistake(in: text, layout: .microseconds) == nil
    case .bytes: Base64.decode(text) != nil
    case .boolean, .int32, .int64: false
    }
  }
}

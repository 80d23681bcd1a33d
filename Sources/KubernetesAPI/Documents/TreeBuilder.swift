import Bytes

/// Makes the values of documents while their texts are read, and notes where each part stands.
///
/// A reader tells what it meets in the order of the text. A value is given to the list or object that it is in once it
/// is complete.
struct TreeBuilder {
  let limits: DocumentLimits
  var budget: ReadingBudget
  var texts = TextCache()
  var keys = KeyTable()
  /// Whether empty documents count too.
  var keepsNulls = false
  private(set) var failures: [ReadingFailure] = []
  /// The documents met, other than empty ones, with their entries.
  private(set) var roots: [(value: JSONValue, entry: Int)] = []
  private(set) var entries: [SourcePlaces.Entry] = []
  private var knownParts: [SourcePlaces.KnownPlace] = []
  private var irregularObjects: [Int: [SourcePlaces.Member]] = [:]
  /// The entries of those, the last ones last.
  private var irregularEntries: [Int] = []
  /// The items and members of lists and objects that are not complete yet.
  private var values = PartStack<JSONValue>()
  private var memberKeys = PartStack<KeyTable.Key>()
  /// What is known besides of objects that are not complete yet, by their entries: of few.
  private var unusual: [Int: UnusualObject] = [:]

  private struct UnusualObject {
    /// Filled once there are so many members that looking through them would be slow.
    var names: Set<String> = []
    /// The members, once their entries do not tell them any more.
    var irregular: MemberList?
  }

  init(limits: DocumentLimits, textSize: Int) {
    self.limits = limits
    budget = ReadingBudget(limits: limits, textSize: textSize)
    // Most texts have fewer than one for so many characters.
    entries.reserveCapacity(min(textSize / 8, 4096))
  }

  /// The documents as nodes.
  consuming func nodes() -> [SourceNode] {
    let places = SourcePlaces(
      entries: entries, irregularObjects: irregularObjects, knownParts: knownParts)
    return roots.map { SourceNode($0.value, places, entry: $0.entry) }
  }

  // MARK: Scalars

  /// An unquoted scalar without a tag; nil if it is an impossible one.
  mutating func plainScalar(_ bytes: [UInt8], _ range: Range<Int>) -> JSONValue? {
    switch YAMLScalar.glance(at: bytes, range) {
    case .text: .string(texts.text(bytes.span.extracting(range)))
    case .integer(let number): .integer(number)
    case .unknown: try? YAMLScalar.plain(String(decoding: bytes[range], as: UTF8.self))
    }
  }

  /// An unquoted scalar as a key; nil if it is no string.
  mutating func plainKey(_ bytes: [UInt8], _ range: Range<Int>) -> KeyTable.Key? {
    if case .text = YAMLScalar.glance(at: bytes, range) { keys.key(bytes.span.extracting(range)) } else { nil }
  }

  // MARK: Documents and mistakes

  mutating func addDocument(_ value: JSONValue, entry: Int) {
    if keepsNulls || !value.isNull { roots.append((value, entry)) }
  }

  mutating func add(_ failure: ReadingFailure) { failures.append(failure) }

  /// Counts a value that was met, by the characters of its scalar.
  mutating func visit(_ count: Int, at position: SourcePosition) throws(ReadingFailure) {
    guard budget.visit(count) else { throw limits.aliasesExceeded(at: position) }
  }

  struct Checkpoint {
    fileprivate var failures: Int
    fileprivate var roots: Int
    fileprivate var entries: Int
    fileprivate var budget: ReadingBudget
  }

  /// What has been built so far. Nothing may be incomplete.
  var checkpoint: Checkpoint {
    Checkpoint(failures: failures.count, roots: roots.count, entries: entries.count, budget: budget)
  }

  func hasFailures(since checkpoint: Checkpoint) -> Bool { failures.count > checkpoint.failures }

  /// Forgets everything since then.
  mutating func rollBack(to checkpoint: Checkpoint) {
    failures.removeLast(failures.count - checkpoint.failures)
    roots.removeLast(roots.count - checkpoint.roots)
    entries.removeLast(entries.count - checkpoint.entries)
    // Nothing here may take longer than what is forgotten took: half of all documents may be rolled back.
    while let last = irregularEntries.last, last >= checkpoint.entries {
      irregularObjects[last] = nil
      irregularEntries.removeLast()
    }
    while let last = knownParts.last, last.entry >= checkpoint.entries { knownParts.removeLast() }
    budget = checkpoint.budget
    forgetIncomplete()
  }

  /// Forgets the lists and objects that were not completed, after reading has stopped in the midst of them.
  mutating func forgetIncomplete() {
    values.cut(to: 0)
    memberKeys.cut(to: 0)
    unusual = [:]
  }

  // MARK: Values

  /// Notes where a value begins.
  ///
  /// - Returns: its entry.
  @discardableResult
  mutating func begin(at position: SourcePosition) -> Int {
    entries.append(SourcePlaces.Entry(position, at: entries.count))
    return entries.count - 1
  }

  /// Notes where a document, or a member of one, and all in it stand that was read before.
  ///
  /// - Parameters:
  ///   - number: How many members the document has before it; nil for the document itself.
  ///   - line: Its first one.
  mutating func add(_ part: KnownPart, number: Int?, line: Int) {
    let entry = entries.count
    knownParts.append(SourcePlaces.KnownPlace(entry: entry, number: number, part: part))
    for place in part.places { entries.append(place.moved(lines: line, entries: entry)) }
  }

  mutating func beginAlias(of entry: Int) {
    entries.append(SourcePlaces.Entry(aliasOf: entries.target(of: entry), at: entries.count))
  }

  struct OpenList {
    fileprivate var entry: Int
    fileprivate var firstValue: Int
  }

  mutating func beginList(at position: SourcePosition) -> OpenList {
    OpenList(entry: begin(at: position), firstValue: values.count)
  }

  mutating func addItem(_ value: JSONValue) { values.push(value) }

  mutating func end(_ list: OpenList) -> JSONValue {
    var items: [JSONValue] = []
    items.reserveCapacity(values.count - list.firstValue)
    for index in list.firstValue..<values.count { items.append(values.take(index, leaving: .null)) }
    values.cut(to: list.firstValue)
    entries[list.entry].end = UInt32(clamping: entries.count)
    return .array(items)
  }

  struct OpenObject {
    fileprivate var entry: Int
    fileprivate var firstValue: Int
    fileprivate var firstKey: Int
    /// Whether its entries do not tell its members any more.
    fileprivate var isIrregular = false
  }

  mutating func beginObject(at position: SourcePosition) -> OpenObject {
    OpenObject(entry: begin(at: position), firstValue: values.count, firstKey: memberKeys.count)
  }

  /// Adds a member whose value is complete.
  ///
  /// - Parameter entry: the key's, which that of the value comes after.
  mutating func add(_ value: JSONValue, _ key: KeyTable.Key, entry: Int, to object: inout OpenObject) {
    if !object.isIrregular {
      if isNew(key, in: object) {
        memberKeys.push(key)
        values.push(value)
        return
      }
      makeIrregular(&object)
    }
    let member = SourcePlaces.Member(key: keys.text(of: key), entry: entry, value: value)
    let isNew = unusual[object.entry]?.irregular?.add(member) ?? true
    if !isNew, failures.count < limits.mistakes {
      failures.append(.duplicateKey(member.key, at: position(of: entry)))
    }
  }

  private mutating func isNew(_ key: KeyTable.Key, in object: OpenObject) -> Bool {
    if memberKeys.count - object.firstKey < 16 {
      for index in object.firstKey..<memberKeys.count where keys.isEqual(memberKeys[index], key) { return false }
      return true
    }
    if unusual[object.entry] == nil {
      unusual[object.entry] = UnusualObject(names: Set(memberKeys[from: object.firstKey].map(keys.text)))
    }
    return unusual[object.entry]?.names.insert(keys.text(of: key)).inserted ?? true
  }

  /// Prepares an object for members, or other entries, that are none of its own.
  mutating func makeIrregular(_ object: inout OpenObject) {
    guard !object.isIrregular else { return }
    object.isIrregular = true
    let members = entries.members(
      of: object.entry, memberKeys[from: object.firstKey].map(keys.text), values[from: object.firstValue])
    unusual[object.entry] = UnusualObject(irregular: MemberList(members))
    memberKeys.cut(to: object.firstKey)
    values.cut(to: object.firstValue)
  }

  mutating func end(_ object: OpenObject) -> JSONValue {
    entries[object.entry].end = UInt32(clamping: entries.count)
    let isUnusual = object.isIrregular || memberKeys.count - object.firstKey >= 16
    if isUnusual, let list = unusual.removeValue(forKey: object.entry)?.irregular {
      irregularObjects[object.entry] = list.members
      irregularEntries.append(object.entry)
      return .object(list.object)
    }
    let members = JSONObject(uniqueMembers: values.count - object.firstValue) { index in
      (keys.text(of: memberKeys[object.firstKey + index]), values.take(object.firstValue + index, leaving: .null))
    }
    memberKeys.cut(to: object.firstKey)
    values.cut(to: object.firstValue)
    return .object(members)
  }

  // MARK: Merging

  /// Merges a map, or a list of maps, into an object.
  ///
  /// - Parameters:
  ///   - entry: the entry of what is merged.
  ///   - place: the entry of the key `<<`.
  mutating func merge(_ value: JSONValue, entry: Int, place: Int, into object: inout OpenObject) {
    makeIrregular(&object)
    let target = entries.target(of: entry)
    switch value {
    case .object(let members): mergeObject(members, entry: target, into: &object)
    case .array(let items):
      var entry = target + 1
      var maps: [(JSONObject?, Int)] = []
      for item in items {
        if case .object(let members) = item { maps.append((members, entry)) } else { maps.append((nil, entry)) }
        entry = Int(entries[entry].end)
      }
      // Of several maps the earlier ones count.
      for (members, entry) in maps.reversed() {
        guard let members else { return failures.append(.mergeNeedsMap(at: position(of: place))) }
        mergeObject(members, entry: entries.target(of: entry), into: &object)
      }
    default: failures.append(.mergeNeedsMap(at: position(of: place)))
    }
  }

  private mutating func mergeObject(_ members: JSONObject, entry: Int, into object: inout OpenObject) {
    let merged =
      irregularObjects[entry] ?? entries.members(of: entry, members.keys, members.values)
    for member in merged { unusual[object.entry]?.irregular?.merge(member) }
  }

  func position(of entry: Int) -> SourcePosition {
    let place = entries[entries.target(of: entry)]
    return SourcePosition(line: Int(place.line), column: Int(place.column))
  }
}

extension ReadingFailure {
  static func duplicateKey(_ key: String, at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(position: position, message: "key \"\(key.shortened(to: 100))\" already set in map")
  }

  fileprivate static func mergeNeedsMap(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(
      position: position, message: "yaml: map merge requires map or sequence of maps as the value")
  }
}

extension String {
  /// The beginning of a text that a user gave, for showing it in a message.
  func shortened(to limit: Int) -> String {
    count <= limit ? self : prefix(limit - 1) + "…"
  }
}

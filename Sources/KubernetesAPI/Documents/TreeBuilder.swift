import LibYAML

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
  private var irregularObjects: [Int: [SourcePlaces.Member]] = [:]
  /// The items and members of lists and objects that are not complete yet.
  private var values: [JSONValue] = []
  private var memberKeys: [KeyTable.Key] = []

  init(limits: DocumentLimits, textSize: Int) {
    self.limits = limits
    budget = ReadingBudget(limits: limits, textSize: textSize)
  }

  /// The documents as nodes.
  consuming func nodes() -> [SourceNode] {
    let places = SourcePlaces(entries: entries, irregularObjects: irregularObjects)
    return roots.map { SourceNode($0.value, places, entry: $0.entry) }
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
    if !irregularObjects.isEmpty { irregularObjects = irregularObjects.filter { $0.key < checkpoint.entries } }
    budget = checkpoint.budget
    forgetIncomplete()
  }

  /// Forgets the lists and objects that were not completed, after reading has stopped in the midst of them.
  mutating func forgetIncomplete() {
    values.removeAll(keepingCapacity: true)
    memberKeys.removeAll(keepingCapacity: true)
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

  mutating func addItem(_ value: JSONValue) { values.append(value) }

  mutating func end(_ list: OpenList) -> JSONValue {
    let items = Array(values[list.firstValue...])
    values.removeLast(items.count)
    entries[list.entry].end = UInt32(clamping: entries.count)
    return .array(items)
  }

  struct OpenObject {
    fileprivate(set) var entry: Int
    fileprivate var firstValue: Int
    fileprivate var firstKey: Int
    /// Filled once there are so many members that looking through them would be slow.
    fileprivate var names: Set<String> = []
    /// The members, once their entries do not tell them any more.
    fileprivate var irregular: MemberList?
  }

  mutating func beginObject(at position: SourcePosition) -> OpenObject {
    OpenObject(entry: begin(at: position), firstValue: values.count, firstKey: memberKeys.count)
  }

  /// Adds a member whose value is complete.
  ///
  /// - Parameter entry: the key's, which that of the value comes after.
  mutating func add(_ value: JSONValue, _ key: KeyTable.Key, entry: Int, to object: inout OpenObject) {
    if object.irregular == nil {
      if isNew(key, in: &object) {
        memberKeys.append(key)
        values.append(value)
        return
      }
      makeIrregular(&object)
    }
    let isNew = object.irregular?.add(SourcePlaces.Member(key: key.text, entry: entry, value: value)) ?? true
    if !isNew, failures.count < limits.mistakes {
      failures.append(.duplicateKey(key.text, at: position(of: entry)))
    }
  }

  private func isNew(_ key: KeyTable.Key, in object: inout OpenObject) -> Bool {
    if memberKeys.count - object.firstKey < 16 {
      for index in object.firstKey..<memberKeys.count where memberKeys[index] == key { return false }
      return true
    }
    if object.names.isEmpty { object.names = Set(memberKeys[object.firstKey...].map(\.text)) }
    return object.names.insert(key.text).inserted
  }

  /// Prepares an object for members, or other entries, that are none of its own.
  mutating func makeIrregular(_ object: inout OpenObject) {
    guard object.irregular == nil else { return }
    let members = entries.members(
      of: object.entry, memberKeys[object.firstKey...].map(\.text), values[object.firstValue...])
    object.irregular = MemberList(members)
    memberKeys.removeLast(members.count)
    values.removeLast(members.count)
  }

  mutating func end(_ object: OpenObject) -> JSONValue {
    entries[object.entry].end = UInt32(clamping: entries.count)
    if let list = object.irregular {
      irregularObjects[object.entry] = list.members
      return .object(list.object)
    }
    let value = JSONObject(
      uncheckedUniqueKeys: memberKeys[object.firstKey...].lazy.map(\.text), values: values[object.firstValue...])
    memberKeys.removeLast(value.count)
    values.removeLast(value.count)
    return .object(value)
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

  private func mergeObject(_ members: JSONObject, entry: Int, into object: inout OpenObject) {
    let merged =
      irregularObjects[entry] ?? entries.members(of: entry, members.keys, members.values)
    for member in merged { object.irregular?.merge(member) }
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

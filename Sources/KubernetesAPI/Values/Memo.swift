public import Synchronization

/// Remembers what came of questions that have one answer for ever, as long as there is room: what was not asked again for a
/// while is forgotten.
///
///     let squares = Memo<Int, Int>()
///     squares.value(of: 7, weight: 1) { 7 * 7 }
public final class Memo<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// A question with its hash, which is computed before the lock is taken.
  @usableFromInline
  struct Key: Hashable, Sendable {
    @usableFromInline let question: Question
    @usableFromInline let hash: Int

    @inlinable
    init(_ question: Question) {
      self.question = question
      hash = question.hashValue
    }

    @inlinable
    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// What hash tables ask for, each with its own seed: the question is not hashed once more.
    @inlinable
    func _rawHashValue(seed: Int) -> Int { hash ^ seed }

    @inlinable
    static func == (left: Key, right: Key) -> Bool { left.hash == right.hash && left.question == right.question }
  }

  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline let answer: Answer
    @usableFromInline let weight: Int

    @inlinable
    init(answer: Answer, weight: Int) {
      self.answer = answer
      self.weight = weight
    }
  }

  @usableFromInline
  struct State: Sendable {
    /// What was asked lately, and what was asked before that.
    @usableFromInline var recent: [Key: Entry] = [:]
    @usableFromInline var older: [Key: Entry] = [:]
    /// Of the recent questions together.
    @usableFromInline var weight = 0

    @inlinable
    init() {}
  }

  @usableFromInline let state = Mutex(State())
  @usableFromInline let capacity: Int

  /// - Parameter capacity: What the questions may weigh together.
  public init(capacity: Int = 100_000) { self.capacity = capacity }

  /// The answer, remembered or computed.
  ///
  /// - Parameter weight: What remembering costs; one that weighs more than a hundredth of the capacity is not remembered.
  @inlinable
  public func value(of question: Question, weight: @autoclosure () -> Int, _ compute: () -> Answer) -> Answer {
    let key = Key(question)
    if let known = known(key) { return known }
    let entry = Entry(answer: compute(), weight: weight())
    if entry.weight <= capacity / 100 { state.withLock { remember(entry, key, &$0) } }
    return entry.answer
  }

  @inlinable
  func known(_ key: Key) -> Answer? {
    state.withLock { state in
      if let entry = state.recent[key] { return entry.answer }
      guard let entry = state.older.removeValue(forKey: key) else { return nil }
      remember(entry, key, &state)
      return entry.answer
    }
  }

  @inlinable
  func remember(_ entry: Entry, _ key: Key, _ state: inout State) {
    if state.weight + entry.weight > capacity / 2 {
      state.older = state.recent
      state.recent = [:]
      state.weight = 0
    }
    state.weight += entry.weight
    state.recent[key] = entry
  }
}

extension JSONValue {
  /// How many values it consists of, and its texts by their lengths: about what it takes to keep it.
  public var weight: Int {
    switch self {
    case .null, .bool, .integer: 1
    case .number(let text), .string(let text): 1 + text.utf8.count / 32
    case .array(let items): items.reduce(1) { $0 + $1.weight }
    case .object(let members): members.reduce(1) { $0 + $1.value.weight }
    }
  }
}

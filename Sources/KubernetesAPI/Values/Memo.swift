import Synchronization

/// Remembers what came of questions that have one answer for ever, as long as there is room: what was not asked again for a
/// while is forgotten.
///
///     let squares = Memo<Int, Int>()
///     squares.value(of: 7, weight: 1) { 7 * 7 }
public final class Memo<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// A question with its hash, which is computed before the lock is taken.
  private struct Key: Hashable, Sendable {
    let question: Question
    let hash: Int

    init(_ question: Question) {
      self.question = question
      hash = question.hashValue
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
    static func == (left: Key, right: Key) -> Bool { left.hash == right.hash && left.question == right.question }
  }

  private struct Entry {
    let answer: Answer
    let weight: Int
  }

  private struct State {
    /// What was asked lately, and what was asked before that.
    var recent: [Key: Entry] = [:]
    var older: [Key: Entry] = [:]
    /// Of the recent questions together.
    var weight = 0
  }

  private let state = Mutex(State())
  private let capacity: Int

  /// - Parameter capacity: What the questions may weigh together.
  public init(capacity: Int = 100_000) { self.capacity = capacity }

  /// The answer, remembered or computed.
  ///
  /// - Parameter weight: What remembering costs; one that weighs more than a hundredth of the capacity is not remembered.
  public func value(of question: Question, weight: @autoclosure () -> Int, _ compute: () -> Answer) -> Answer {
    let key = Key(question)
    if let known = known(key) { return known }
    let entry = Entry(answer: compute(), weight: weight())
    if entry.weight <= capacity / 100 { state.withLock { remember(entry, key, &$0) } }
    return entry.answer
  }

  private func known(_ key: Key) -> Answer? {
    state.withLock { state in
      if let entry = state.recent[key] { return entry.answer }
      guard let entry = state.older.removeValue(forKey: key) else { return nil }
      remember(entry, key, &state)
      return entry.answer
    }
  }

  private func remember(_ entry: Entry, _ key: Key, _ state: inout State) {
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
  var weight: Int {
    switch self {
    case .null, .bool, .integer: 1
    case .number(let text), .string(let text): 1 + text.utf8.count / 32
    case .array(let items): items.reduce(1) { $0 + $1.weight }
    case .object(let members): members.reduce(1) { $0 + $1.value.weight }
    }
  }
}

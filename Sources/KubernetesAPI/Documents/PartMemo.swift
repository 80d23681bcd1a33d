import Bytes
import Synchronization

/// A document, or the value of one of its members, as it was read from its lines, which mean the same wherever they stand.
final class KnownPart: Sendable {
  /// Its lines.
  let text: [UInt8]
  let hash: UInt64
  let value: JSONValue
  /// Of the value and of all in it: as if its first line, that of a member's key, were line 0, and the value had entry 0.
  let places: [SourcePlaces.Entry]
  /// What reading it takes from the budget.
  let cost: Int
  /// How many lists and maps are around each other in it, with the document itself.
  let depth: Int
  /// The number of a type whose objects this may be, or may have as a member; -1 if none is known yet.
  private let type = Atomic<Int>(-1)

  init(text: [UInt8], hash: UInt64, value: JSONValue, places: [SourcePlaces.Entry], cost: Int, depth: Int) {
    self.text = text
    self.hash = hash
    self.value = value
    self.places = places
    self.cost = cost
    self.depth = depth
  }

  func conforms(toType number: Int) -> Bool { type.load(ordering: .relaxed) == number }
  func noteConforming(toType number: Int) { type.store(number, ordering: .relaxed) }
}

/// Remembers documents and members of documents that were read, as people change a line of a scenario and send it again,
/// many send nearly the same, and most Pods of one have a spec that others have too.
///
/// What comes for the first time is only marked; it is remembered when it comes again.
final class PartMemo: Sendable {
  static let documents = PartMemo()
  static let members = PartMemo()

  /// Shorter texts are read faster than found; longer ones would take much of the room.
  static let lengths = 48...4096
  private static let places = 4096
  /// How many bytes the texts may have together. The values take some ten times as much.
  private static let capacity = 1 << 20
  /// Nobody can know which texts share a place.
  private static let seed = UInt64.random(in: 0...UInt64.max)

  private struct State {
    /// By their hashes.
    var parts: [KnownPart?] = Array(repeating: nil, count: places)
    /// Which were asked for since the hand passed them.
    var wasUsed: [Bool] = Array(repeating: false, count: places)
    /// Parts of the hashes of texts that came once.
    var marks: [UInt32] = Array(repeating: 0, count: places)
    var bytes = 0
    /// The next one to be forgotten, if it is not used.
    var hand = 0
  }

  private let state = Mutex(State())

  static func hash(_ text: Span<UInt8>) -> UInt64 { ByteHash.hash(all: text, seed: seed) }

  /// The part that a text is; nil if it is not known.
  ///
  /// - Returns: also whether the text has come before, most likely.
  func find(_ text: Span<UInt8>, hash: UInt64) -> (part: KnownPart?, hasCome: Bool) {
    let place = Int(truncatingIfNeeded: hash) & (Self.places - 1)
    let mark = UInt32(truncatingIfNeeded: hash >> 32)
    let found = state.withLock { state -> (KnownPart?, Bool) in
      if let part = state.parts[place], part.hash == hash {
        state.wasUsed[place] = true
        return (part, true)
      }
      let hasCome = state.marks[place] == mark
      state.marks[place] = mark
      return (nil, hasCome)
    }
    guard let known = found.0?.text else { return found }
    return ByteHash.isEqual(known.span, text) ? found : (nil, false)
  }

  func remember(_ part: KnownPart) {
    let place = Int(truncatingIfNeeded: part.hash) & (Self.places - 1)
    state.withLock { state in
      state.bytes += part.text.count - (state.parts[place]?.text.count ?? 0)
      state.parts[place] = part
      state.wasUsed[place] = true
      while state.bytes > Self.capacity {
        let hand = state.hand
        state.hand = (hand + 1) & (Self.places - 1)
        if state.wasUsed[hand] {
          state.wasUsed[hand] = false
        } else if let old = state.parts[hand] {
          state.bytes -= old.text.count
          state.parts[hand] = nil
        }
      }
    }
  }
}

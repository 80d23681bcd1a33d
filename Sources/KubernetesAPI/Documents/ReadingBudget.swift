/// How much work a text may still cause beyond being read once.
struct ReadingBudget {
  private var characters: Int
  private var rereadBytes = 4_000_000

  init(limits: DocumentLimits, textSize: Int) {
    // A text without aliases has no more scalars than characters.
    characters = max(textSize, 100) * limits.aliasExpansion
  }

  /// Counts a node that was met, by the characters of its scalar. False once aliases expand the text too much.
  mutating func visit(_ count: Int) -> Bool {
    characters -= max(count, 1)
    return characters >= 0
  }

  /// Counts a part of the text that is to be read once more. False when there was too much of that.
  mutating func reread(_ bytes: Int) -> Bool {
    rereadBytes -= bytes
    return rereadBytes >= 0
  }
}

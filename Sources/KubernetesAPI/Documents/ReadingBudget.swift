/// How much a text's aliases may still expand it.
struct ReadingBudget {
  private(set) var characters: Int

  init(limits: DocumentLimits, textSize: Int) {
    // A text without aliases has no more scalars than characters.
    characters = max(textSize, 100) * limits.aliasExpansion
  }

  /// Counts values that were met, by the characters of their scalars. False once aliases expand the text too much.
  mutating func visit(_ count: Int) -> Bool {
    characters -= count
    return characters >= 0
  }
}

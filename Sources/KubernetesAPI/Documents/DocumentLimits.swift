/// How much a text may ask of its reader.
public struct DocumentLimits: Sendable, Hashable {
  /// How deep lists and objects may be nested.
  public var depth: Int
  /// How many times the text's size its aliases may expand it to.
  public var aliasExpansion: Int
  /// How many documents a text may have.
  public var documents: Int
  /// How many mistakes are told; the rest of the text is not looked at once there are so many.
  public var mistakes: Int

  public init(depth: Int = 64, aliasExpansion: Int = 10, documents: Int = 200_000, mistakes: Int = 1000) {
    self.depth = depth
    self.aliasExpansion = aliasExpansion
    self.documents = documents
    self.mistakes = mistakes
  }

  func depthExceeded(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(position: position, message: "lists and objects are nested more than \(depth) levels deep")
  }

  func aliasesExceeded(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(
      position: position,
      message: "document contains excessive aliasing: more than \(aliasExpansion) times the size of the text")
  }

  func documentsExceeded(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(position: position, message: "the text has more than \(documents) documents")
  }
}

/// Why a text, or the rest of it, cannot be read at all.
struct ReadingFailure: Error {
  var position: SourcePosition
  var message: String
}

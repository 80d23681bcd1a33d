/// How much a text may ask of its reader.
public struct DocumentLimits: Sendable, Hashable {
  /// How deep lists and objects may be nested.
  public var depth: Int
  /// How many times the text's size its aliases may expand it to.
  public var aliasExpansion: Int

  public init(depth: Int = 64, aliasExpansion: Int = 10) {
    self.depth = depth
    self.aliasExpansion = aliasExpansion
  }

  func depthExceeded(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(position: position, message: "lists and objects are nested more than \(depth) levels deep")
  }

  func aliasesExceeded(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(
      position: position,
      message: "document contains excessive aliasing: more than \(aliasExpansion) times the size of the text")
  }
}

/// Why a text, or the rest of it, cannot be read at all.
struct ReadingFailure: Error {
  var position: SourcePosition
  var message: String
}

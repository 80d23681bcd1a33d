/// A place in a text, counted from 1 as editors count.
public struct SourcePosition: Sendable, Hashable, Comparable {
  public var line: Int
  /// In characters, not bytes.
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

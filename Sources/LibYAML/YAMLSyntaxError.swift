import CLibYAML

/// What libyaml finds wrong with a text.
public struct YAMLSyntaxError: Error, Sendable, Hashable {
  public enum Place: Sendable, Hashable {
    /// Line and column, in characters, both from 0.
    case mark(line: Int, column: Int)
    /// A byte of what was read, from 0: of a character that YAML does not allow.
    case byte(Int)
    /// Nowhere: libyaml ran out of memory.
    case none
  }

  /// In libyaml's words: `mapping values are not allowed in this context`.
  public var problem: String
  public var place: Place

  init(_ parser: yaml_parser_t) {
    problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    switch parser.error {
    case YAML_READER_ERROR: place = .byte(parser.problem_offset)
    case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
      place = .mark(line: parser.problem_mark.line, column: parser.problem_mark.column)
    default: place = .none
    }
  }
}

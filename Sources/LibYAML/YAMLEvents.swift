public import Bytes
import CLibYAML

/// The events of a text in YAML, one after the other, as libyaml parses them.
///
///     var events = YAMLEvents(bytes, in: bytes.indices)
///     while try events.next() != .streamEnd { … }
///
/// What an event has to say is asked of the stream itself, and holds until the next event.
public struct YAMLEvents: ~Copyable {
  public enum Kind: Sendable, Hashable {
    case streamStart, streamEnd, documentStart, documentEnd
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    case scalar, alias
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let input: ParserInput
  private var isFinished = false

  /// - Parameter range: the part of the bytes that is read. libyaml checks that it is UTF-8.
  public init(_ bytes: [UInt8], in range: Range<Int>) {
    input = ParserInput(bytes, in: range)
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    if yaml_parser_initialize(parser) == 0 {
      isFinished = true
    } else {
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input(parser, ParserInput.handler, Unmanaged.passUnretained(input).toOpaque())
    }
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// Goes on to the next event; after the last one, and after an error, that is ``Kind/streamEnd``.
  public mutating func next() throws(YAMLSyntaxError) -> Kind {
    yaml_event_delete(event)
    if isFinished { return .streamEnd }
    if yaml_parser_parse(parser, event) == 0 {
      isFinished = true
      throw YAMLSyntaxError(parser.pointee)
    }
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: return .scalar
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_STREAM_START_EVENT: return .streamStart
    default:
      isFinished = true
      return .streamEnd
    }
  }

  // MARK: The event

  /// The line that the event begins in, from 0.
  public var line: Int { event.pointee.start_mark.line }

  /// The column that the event begins at, in characters from 0.
  public var column: Int { event.pointee.start_mark.column }

  /// The name that a node is given with `&`, or that an alias names.
  public var anchor: String? {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: Self.string(event.pointee.data.scalar.anchor)
    case YAML_MAPPING_START_EVENT: Self.string(event.pointee.data.mapping_start.anchor)
    case YAML_SEQUENCE_START_EVENT: Self.string(event.pointee.data.sequence_start.anchor)
    case YAML_ALIAS_EVENT: Self.string(event.pointee.data.alias.anchor)
    default: nil
    }
  }

  /// The tag that a scalar was written with, in full: `tag:yaml.org,2002:int` for `!!int`.
  public var tag: String? {
    event.pointee.type == YAML_SCALAR_EVENT ? Self.string(event.pointee.data.scalar.tag) : nil
  }

  /// Whether a scalar has no quotes and is no block of text.
  public var isPlain: Bool {
    event.pointee.type == YAML_SCALAR_EVENT && event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
  }

  /// The first byte of a scalar; 0 for an empty one, and for what is no scalar.
  public var firstByte: UInt8 { scalar.first ?? 0 }

  /// How many bytes a scalar has in UTF-8.
  public var byteCount: Int { scalar.count }

  /// A scalar's text.
  ///
  /// - Parameter texts: the texts met so far, which share their storage; the scalar's is added.
  public func text(in texts: inout TextCache) -> String { texts.text(scalar.span) }

  /// A scalar's text as the key of a map.
  ///
  /// - Parameter keys: the keys known so far; the scalar's is added.
  public func key(in keys: inout KeyTable) -> KeyTable.Key { keys.key(scalar.span) }

  private var scalar: UnsafeBufferPointer<UInt8> {
    guard event.pointee.type == YAML_SCALAR_EVENT else { return UnsafeBufferPointer(start: nil, count: 0) }
    let data = event.pointee.data.scalar
    return UnsafeBufferPointer(start: data.value, count: data.length)
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    text.map { String(cString: $0) }
  }
}

/// The bytes that a parser reads, and how far it has come.
private final class ParserInput {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    let range = range.clamped(to: bytes.indices)
    index = range.lowerBound
    end = range.upperBound
  }

  static let handler:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, Int, UnsafeMutablePointer<Int>?
    ) -> Int32 = { input, buffer, size, count in
      guard let input, let buffer, let count else { return 0 }
      count.pointee = Unmanaged<ParserInput>.fromOpaque(input).takeUnretainedValue().read(into: buffer, size: size)
      return 1
    }

  private func read(into buffer: UnsafeMutablePointer<UInt8>, size: Int) -> Int {
    let count = min(size, end - index)
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, count > 0 else { return }
      buffer.update(from: start + index, count: count)
    }
    index += count
    return count
  }
}

import CLibYAML

extension YAMLEvents {
  /// Parses a text and looks at no event: what libyaml itself takes, for measuring.
  ///
  /// - Returns: how many events there were; nil if the text is no YAML.
  public static func count(in bytes: [UInt8]) -> Int? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) != 0 else { return nil }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      var event = yaml_event_t()
      var count = 0
      var isLast = false
      while !isLast {
        guard yaml_parser_parse(&parser, &event) != 0 else { return nil }
        isLast = event.type == YAML_STREAM_END_EVENT
        count += 1
        yaml_event_delete(&event)
      }
      return count
    }
  }
}

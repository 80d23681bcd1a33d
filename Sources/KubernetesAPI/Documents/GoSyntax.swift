/// Values as Go's `%#v` prints them.
enum GoSyntax {
  /// - Parameter limit: about how many characters are wanted; no more is looked at than these need.
  static func text(of value: JSONValue, limit: Int) -> String {
    var text = ""
    write(value, to: &text, limit: limit)
    return text
  }

  private static func write(_ value: JSONValue, to text: inout String, limit: Int) {
    switch value {
    case .null: text += "interface {}(nil)"
    case .array(let items):
      text += "[]interface {}{"
      for (index, item) in items.enumerated() where text.utf8.count <= 4 * limit {
        if index > 0 { text += ", " }
        write(item, to: &text, limit: limit)
      }
      text += "}"
    case .object(let members):
      text += "map[interface {}]interface {}{"
      for (index, member) in members.enumerated() where text.utf8.count <= 4 * limit {
        if index > 0 { text += ", " }
        text += JSONValue.string(member.key).json + ":"
        write(member.value, to: &text, limit: limit)
      }
      text += "}"
    default: text += value.json
    }
  }
}

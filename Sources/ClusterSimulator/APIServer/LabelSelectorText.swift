import KubernetesAPI

/// Reads a label selector in the notation of `-l` and `?labelSelector=` (`labels.Parse`).
enum LabelSelectorText {
  /// Throws the 400 of kube-apiserver for a text that is no selector.
  static func parse(_ text: String) throws(APIStatus) -> LabelSelector {
    var parser = Parser(text)
    do {
      return LabelSelector(try parser.selector())
    } catch {
      throw APIStatus(.badRequest, error.text)
    }
  }

  private struct Mistake: Error { var text: String }

  private enum Token: Equatable {
    case identifier(String)
    case symbol(String)
    case end

    var literal: String {
      switch self {
      case .identifier(let text), .symbol(let text): text
      case .end: ""
      }
    }

    /// `in` and `notin` are names too, where a name is expected.
    var isName: Bool {
      switch self {
      case .identifier: true
      case .symbol(let text): text == "in" || text == "notin"
      case .end: false
      }
    }
  }

  private struct Parser {
    private var tokens: [Token] = []
    private var position = 0

    init(_ text: String) {
      var rest = Substring(text)
      while let first = rest.first {
        if first.isWhitespace {
          rest.removeFirst()
        } else if "=!(),<>".contains(first) {
          // The longest of the operators =, ==, !=, !, (, ), `,`, < and >.
          let two = rest.prefix(2)
          let length = two == "==" || two == "!=" ? 2 : 1
          tokens.append(.symbol(String(rest.prefix(length))))
          rest.removeFirst(length)
        } else {
          let word = rest.prefix { !$0.isWhitespace && !"=!(),<>".contains($0) }
          tokens.append(word == "in" || word == "notin" ? .symbol(String(word)) : .identifier(String(word)))
          rest.removeFirst(word.count)
        }
      }
      tokens.append(.end)
    }

    private var next: Token { tokens[position] }

    private mutating func take() -> Token {
      defer { if position < tokens.count - 1 { position += 1 } }
      return tokens[position]
    }

    mutating func selector() throws(Mistake) -> [LabelSelector.Requirement] {
      var requirements: [LabelSelector.Requirement] = []
      if next == .end { return [] }
      while true {
        guard next.isName || next == .symbol("!") else {
          throw Mistake(text: "found '\(next.literal)', expected: !, identifier, or 'end of string'")
        }
        do {
          requirements.append(contentsOf: try requirement())
        } catch {
          throw Mistake(text: "unable to parse requirement: \(error.text)")
        }
        switch take() {
        case .end: return requirements
        case .symbol(","):
          guard next.isName || next == .symbol("!") else {
            throw Mistake(text: "found '\(next.literal)', expected: identifier after ','")
          }
        case let token: throw Mistake(text: "found '\(token.literal)', expected: ',' or 'end of string'")
        }
      }
    }

    private mutating func requirement() throws(Mistake) -> [LabelSelector.Requirement] {
      if next == .symbol("!") {
        _ = take()
        return [LabelSelector.Requirement(key: try key(), operation: .doesNotExist)]
      }
      let key = try key()
      if next == .end || next == .symbol(",") { return [LabelSelector.Requirement(key: key, operation: .exists)] }
      switch take() {
      case .symbol("in"): return [LabelSelector.Requirement(key: key, operation: .in, values: try values())]
      case .symbol("notin"): return [LabelSelector.Requirement(key: key, operation: .notIn, values: try values())]
      case .symbol("="), .symbol("=="):
        return [LabelSelector.Requirement(key: key, operation: .in, values: [try value(of: key)])]
      case .symbol("!="):
        return [LabelSelector.Requirement(key: key, operation: .notIn, values: [try value(of: key)])]
      case let token:
        throw Mistake(
          text: "found '\(token.literal)', expected: in, notin, =, ==, !=, gt, lt")
      }
    }

    private mutating func key() throws(Mistake) -> String {
      let token = take()
      guard token.isName else { throw Mistake(text: "found '\(token.literal)', expected: identifier") }
      let messages = NameFormat.qualifiedName(token.literal)
      if let message = messages.first {
        throw Mistake(text: "key: Invalid value: \(FieldError.quoted(token.literal)): \(message)")
      }
      return token.literal
    }

    private mutating func value(of key: String) throws(Mistake) -> String {
      if next == .end || next == .symbol(",") { return "" }
      let token = take()
      guard token.isName else { throw Mistake(text: "found '\(token.literal)', expected: identifier") }
      return try checked(token.literal, at: "values[0][\(key)]")
    }

    private mutating func values() throws(Mistake) -> [String] {
      let open = take()
      guard open == .symbol("(") else { throw Mistake(text: "found '\(open.literal)' expected: '('") }
      var values: [String] = []
      while true {
        if next.isName {
          values.append(try checked(take().literal, at: "values[\(values.count)]"))
        } else if next == .symbol(",") || next == .symbol(")") {
          values.append("")
        } else {
          throw Mistake(text: "found '\(next.literal)', expected: ',', ')' or identifier")
        }
        switch take() {
        case .symbol(")"): return values
        case .symbol(","): continue
        case let token: throw Mistake(text: "found '\(token.literal)', expected: ',' or ')'")
        }
      }
    }

    private func checked(_ value: String, at place: String) throws(Mistake) -> String {
      if let message = NameFormat.labelValue(value).first {
        throw Mistake(text: "\(place): Invalid value: \(FieldError.quoted(value)): \(message)")
      }
      return value
    }
  }
}

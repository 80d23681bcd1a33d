/// The syntax of label names and values (`k8s.io/apimachinery/pkg/util/validation`).
enum LabelSyntax {
  private static let nameLimit = 63
  private static let prefixLimit = 253

  /// What is wrong with `name` as a qualified name such as `example.com/name`.
  static func problems(inName name: String) -> [String] {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let last = parts.last else {
      return [
        "a qualified name "
          + expression(nameProblem, pattern: namePattern, examples: ["MyName", "my.name", "123-abc"])
          + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
      ]
    }
    var problems: [String] = []
    if parts.count == 2 {
      if parts[0].isEmpty {
        problems.append("prefix part must be non-empty")
      } else {
        problems += subdomainProblems(parts[0]).map { "prefix part " + $0 }
      }
    }
    if last.isEmpty {
      problems.append("name part must be non-empty")
    } else if last.utf8.count > nameLimit {
      problems.append("name part must be no more than \(nameLimit) characters")
    }
    if !isName(last) {
      problems.append(
        "name part " + expression(nameProblem, pattern: namePattern, examples: ["MyName", "my.name", "123-abc"]))
    }
    return problems
  }

  /// What is wrong with `value` as the value of a label.
  static func problems(inValue value: String) -> [String] {
    var problems: [String] = []
    if value.utf8.count > nameLimit { problems.append("must be no more than \(nameLimit) characters") }
    if !value.isEmpty && !isName(value) {
      problems.append(
        expression(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
            + "and must start and end with an alphanumeric character",
          pattern: "(\(namePattern))?", examples: ["MyValue", "my_value", "12345"]))
    }
    return problems
  }

  private static let namePattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
  private static let nameProblem =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

  private static func subdomainProblems(_ text: String) -> [String] {
    var problems: [String] = []
    if text.utf8.count > prefixLimit { problems.append("must be no more than \(prefixLimit) characters") }
    if !isSubdomain(text) {
      problems.append(
        expression(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            + "and must start and end with an alphanumeric character",
          pattern: "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", examples: ["example.com"]))
    }
    return problems
  }

  private static func expression(_ text: String, pattern: String, examples: [String]) -> String {
    // Kubernetes itself puts two blanks before each "or".
    let list = examples.map { "'\($0)'" }.joined(separator: ",  or ")
    return "\(text) (e.g. \(list), regex used for validation is '\(pattern)')"
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  private static func isSubdomain(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.last else { return false }
      return isLowercaseAlphanumeric(first) && isLowercaseAlphanumeric(last)
        && label.utf8.allSatisfy { isLowercaseAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLowercaseAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isLowercaseAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

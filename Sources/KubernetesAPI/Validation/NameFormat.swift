/// The forms that names, labels and the like must have, with the API server's words for those that have not.
///
/// Each check gives the messages of what is wrong, in order; none when all is well.
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>
public enum NameFormat {
  // MARK: DNS names

  /// RFC 1123 subdomain: most names of objects.
  public static func dns1123Subdomain(_ name: String) -> [String] {
    var messages: [String] = []
    if name.utf8.count > 253 { messages.append(tooLong(253)) }
    if !isSubdomain1123(name.utf8.span) { messages.append(subdomainMessage) }
    return messages
  }

  /// RFC 1123 label: names of namespaces, containers, ports.
  public static func dns1123Label(_ name: String) -> [String] {
    var messages: [String] = []
    if name.utf8.count > 63 { messages.append(tooLong(63)) }
    if !isLabel1123(name) {
      // A name that is a whole subdomain only has its dots wrong.
      messages.append(isSubdomain1123(name.utf8.span) ? "must not contain dots" : labelMessage)
    }
    return messages
  }

  /// RFC 1035 label: names of Services.
  public static func dns1035Label(_ name: String) -> [String] {
    var messages: [String] = []
    if name.utf8.count > 63 { messages.append(tooLong(63)) }
    if !(isLabel1123(name) && name.utf8.first.map(isLetter) == true) {
      messages.append(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
          + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "
          + "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")
    }
    return messages
  }

  /// A subdomain that may have underscores, as DNS search paths do.
  public static func dns1123SubdomainWithUnderscore(_ name: String) -> [String] {
    var messages: [String] = []
    if name.utf8.count > 253 { messages.append(tooLong(253)) }
    let isValid = isSubdomain(name) { label in
      isWord(label.utf8.span, edge: { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "_") }) {
        isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
    }
    if !isValid {
      messages.append(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must "
          + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
          + "'[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*')")
    }
    return messages
  }

  // MARK: Labels and qualified names

  /// `[prefix/]name`: keys of labels, taints, annotations, names of resources and gates.
  public static func qualifiedName(_ name: String) -> [String] {
    if isQualified(name) { return [] }
    var messages: [String] = []
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let last: Substring
    switch parts.count {
    case 1: last = parts[0]
    case 2:
      last = parts[1]
      if parts[0].isEmpty {
        messages.append("prefix part must be non-empty")
      } else {
        messages += dns1123Subdomain(String(parts[0])).map { "prefix part \($0)" }
      }
    default:
      return [
        "a qualified name \(qualifiedForm) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
      ]
    }
    if last.isEmpty {
      messages.append("name part must be non-empty")
    } else if last.utf8.count > 63 {
      messages.append("name part must be no more than 63 characters")
    }
    if !isWord(last.utf8.span, edge: isAlphanumeric, inner: isNameByte) {
      messages.append("name part \(qualifiedForm)")
    }
    return messages
  }

  private static func isQualified(_ name: String) -> Bool {
    let text = name.utf8.span
    guard let slash = text.indices.first(where: { text[$0] == UInt8(ascii: "/") }) else { return isNamePart(text) }
    return slash <= 253 && isSubdomain1123(text.extracting(..<slash)) && isNamePart(text.extracting((slash + 1)...))
  }

  private static func isNamePart(_ part: Span<UInt8>) -> Bool {
    part.count <= 63 && isWord(part, edge: isAlphanumeric, inner: isNameByte)
  }

  /// The value of a label or taint.
  public static func labelValue(_ value: String) -> [String] {
    var messages: [String] = []
    if value.utf8.count > 63 { messages.append(tooLong(63)) }
    if !value.isEmpty, !isWord(value.utf8.span, edge: isAlphanumeric, inner: isNameByte) {
      messages.append(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
          + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
          + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")
    }
    return messages
  }

  // MARK: Ports, variables, keys of maps

  /// The name of a port: at most 15 characters, with a letter in it.
  public static func portName(_ name: String) -> [String] {
    var messages: [String] = []
    if name.utf8.count > 15 { messages.append(tooLong(15)) }
    if !name.utf8.allSatisfy({ isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }) || name.isEmpty {
      messages.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !name.utf8.contains(where: isLetter) { messages.append("must contain at least one letter (a-z)") }
    if name.contains("--") { messages.append("must not contain consecutive hyphens") }
    if name.hasPrefix("-") || name.hasSuffix("-") { messages.append("must not begin or end with a hyphen") }
    return messages
  }

  public static func portNumber(_ port: Int64) -> [String] {
    (1...65535).contains(port) ? [] : ["must be between 1 and 65535, inclusive"]
  }

  /// The name of an environment variable: anything printable but `=`.
  public static func environmentVariable(_ name: String) -> [String] {
    let isPrintable = name.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    return isPrintable && !name.isEmpty
      ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
  }

  /// A key of a ConfigMap or Secret.
  public static func configMapKey(_ key: String) -> [String] {
    var messages: [String] = []
    if key.utf8.count > 253 { messages.append(tooLong(253)) }
    if key.isEmpty || !key.utf8.allSatisfy(isNameByte) {
      messages.append(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
          + "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")
    }
    if key == "." {
      messages.append("must not be '.'")
    } else if key == ".." {
      messages.append("must not be '..'")
    } else if key.hasPrefix("..") {
      messages.append("must not start with '..'")
    }
    return messages
  }

  /// `50%`.
  public static func percentage(_ text: String) -> [String] {
    let isValid = text.hasSuffix("%") && text.count > 1 && text.dropLast().utf8.allSatisfy(isDigit)
    return isValid
      ? []
      : [
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used "
          + "for validation is '[0-9]+%')"
      ]
  }

  static func tooLong(_ maximum: Int) -> String { "must be no more than \(maximum) characters" }
}

// MARK: - Words

extension NameFormat {
  private static let subdomainMessage =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    + "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

  private static let labelMessage =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
    + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

  private static let qualifiedForm =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
    + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
}

// MARK: - Characters

extension NameFormat {
  private static func isSubdomain(_ name: String, isLabel: (Substring) -> Bool) -> Bool {
    name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  /// Labels with dots between them.
  private static func isSubdomain1123(_ name: Span<UInt8>) -> Bool {
    let (dot, dash) = (UInt8(ascii: "."), UInt8(ascii: "-"))
    var previous = dot
    for index in name.indices {
      let byte = name[index]
      if byte == dot {
        guard isLowerAlphanumeric(previous) else { return false }
      } else if byte == dash {
        guard previous != dot else { return false }
      } else if !isLowerAlphanumeric(byte) {
        return false
      }
      previous = byte
    }
    return isLowerAlphanumeric(previous)
  }

  private static func isLabel1123(_ label: String) -> Bool {
    isWord(label.utf8.span, edge: isLowerAlphanumeric) { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  /// At least one character, all of `inner`, the first and the last of `edge`.
  private static func isWord(
    _ word: Span<UInt8>, edge: (UInt8) -> Bool, inner: (UInt8) -> Bool
  ) -> Bool {
    guard !word.isEmpty, edge(word[0]), edge(word[word.count - 1]) else { return false }
    for index in word.indices where !inner(word[index]) { return false }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLowerAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
  private static func isNameByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }
}

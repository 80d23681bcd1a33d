/// The notations of IP addresses and of networks (CIDR).
enum IPAddress {
  /// Whether the text is an IPv4 or IPv6 address.
  static func isValid(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

  /// Whether the text is an address, a slash and the length of a prefix.
  static func isNetwork(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].count <= 3, parts[1].utf8.allSatisfy(isDigit),
      let length = Int(parts[1])
    else { return false }
    let address = String(parts[0])
    return isIPv4(address) ? length <= 32 : isIPv6(address) && length <= 128
  }

  /// Whether an address or network is of the sixth version.
  static func isVersion6(_ text: String) -> Bool { text.contains(":") }

  private static func isIPv4(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(isDigit) && (Int(part) ?? 256) < 256
          && (part.utf8.count == 1 || !part.hasPrefix("0"))
      }
  }

  private static func isIPv6(_ text: String) -> Bool {
    let halves = text.components(separatedByDoubleColon: ())
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (number, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        let isLast = number == halves.count - 1 && index == parts.count - 1
        if isLast, part.contains("."), isIPv4(part) {
          groups += 2
        } else if (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit) {
          groups += 1
        } else {
          return false
        }
      }
    }
    return halves.count == 2 ? groups < 8 : groups == 8
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension String {
  /// The parts between occurrences of `::`.
  fileprivate func components(separatedByDoubleColon: Void) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: "::") {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}

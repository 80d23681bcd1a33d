import MicroHTTP

/// The query of a request, checked against the parameters that its route knows.
struct QueryParameters: Sendable {
  private let values: [String: String]

  /// - Throws: 400 for a parameter that the route does not know, or one that is given twice.
  init(_ query: [RequestTarget.Parameter], known: [String]) throws(Problem) {
    var values: [String: String] = [:]
    for parameter in query {
      let name = parameter.name
      guard known.contains(name) else {
        let hint = known.isEmpty ? "this path takes none" : "known here are \(known.joined(separator: ", "))"
        throw Problem(.badRequest, "unknown query parameter \"\(name.prefix(64))\": \(hint)")
      }
      guard values.updateValue(parameter.value, forKey: name) == nil else {
        throw Problem(.badRequest, "query parameter \"\(name)\" is given twice")
      }
    }
    self.values = values
  }

  subscript(name: String) -> String? { values[name] }

  /// One of a few words.
  func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, default fallback: Choice) throws(Problem)
    -> Choice where Choice.RawValue == String
  {
    guard let text = values[name] else { return fallback }
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: " or ")
      throw Problem(.badRequest, "\(name) must be \(words), not \"\(text.prefix(64))\"")
    }
    return choice
  }

  func flag(_ name: String) throws(Problem) -> Bool {
    switch values[name] {
    case nil, "false": false
    case "true": true
    case let text?: throw Problem(.badRequest, "\(name) must be true or false, not \"\(text.prefix(64))\"")
    }
  }

  /// The part of a list that `limit` and `continue` ask for.
  func page() throws(Problem) -> Page {
    var page = Page()
    if let text = values["limit"] {
      guard let limit = Self.number(text), Page.limits.contains(limit) else {
        let (least, most) = (Page.limits.lowerBound, Page.limits.upperBound)
        throw Problem(
          .badRequest, "limit must be a whole number from \(least) to \(most), not \"\(text.prefix(64))\"")
      }
      page.limit = limit
    }
    if let text = values["continue"] {
      guard let offset = Self.number(text) else {
        throw Problem(.badRequest, "continue must be a token from the page before, not \"\(text.prefix(64))\"")
      }
      page.offset = offset
    }
    return page
  }

  private static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// A part of a list.
struct Page: Sendable {
  static let limits = 1...5_000
  static let defaultLimit = 500

  /// Items on the page, at most.
  var limit = Page.defaultLimit
  /// Items on the pages before.
  var offset = 0

  /// The items on this page, and the token of the next page if there is one.
  func slice<Item>(_ items: [Item]) -> (items: ArraySlice<Item>, continuation: String?) {
    let start = min(offset, items.count)
    let end = min(start + limit, items.count)
    return (items[start..<end], end < items.count ? String(end) : nil)
  }
}

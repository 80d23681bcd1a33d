import MicroHTTP
import Playground

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
    var limit = Page.defaultLimit
    if let text = values["limit"] {
      guard let number = Self.number(text), Page.limits.contains(number) else {
        let (least, most) = (Page.limits.lowerBound, Page.limits.upperBound)
        throw Problem(
          .badRequest, "limit must be a whole number from \(least) to \(most), not \"\(text.prefix(64))\"")
      }
      limit = number
    }
    guard let token = values["continue"] else { return Page(limit: limit) }
    guard let page = Page(limit: limit, token: token) else {
      throw Problem(.badRequest, "continue must be the token of a page before, not \"\(token.prefix(64))\"")
    }
    return page
  }

  /// Weights by plugin: `NodeResourcesFit:5,ImageLocality:2`; nil when there are none.
  func weights() throws(Problem) -> [String: Int64]? {
    guard let text = values["weights"] else { return nil }
    var weights: [String: Int64] = [:]
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      // An extender goes by its URL, which has colons too.
      guard let colon = item.lastIndex(of: ":"), colon > item.startIndex,
        let weight = Int64(item[item.index(after: colon)...])
      else { throw Problem(.badRequest, "weights must be plugin:weight, …, not \"\(item.prefix(64))\"") }
      guard weights.updateValue(weight, forKey: String(item[..<colon])) == nil else {
        throw Problem(.badRequest, "weights names \"\(item[..<colon].prefix(64))\" twice")
      }
    }
    return weights
  }

  private static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

extension Page {
  static let limits = 1...maximumLimit
  static let defaultLimit = 500
}

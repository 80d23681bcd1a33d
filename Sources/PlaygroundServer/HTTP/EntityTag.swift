import HTTPTypes
import MicroHTTP

/// A validator of one version of something (RFC 9110, section 8.8.3).
struct EntityTag: Sendable, Hashable {
  /// With its quotes; `W/` before them when it is weak.
  var text: String

  init(_ opaque: String) { text = "\"\(opaque)\"" }

  /// The tag of a revision: its number.
  init(revision: Int) { self.init(String(revision)) }

  fileprivate init(text: Substring) { self.text = String(text) }

  private var isWeak: Bool { text.hasPrefix("W/") }

  /// The number in the tag of a revision; nil for a tag that is none.
  var revision: Int? {
    guard !isWeak, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
    return Int(text.dropFirst().dropLast())
  }

  /// Whether both stand for the same version when small differences do not matter, as for `If-None-Match`.
  func matchesWeakly(_ other: EntityTag) -> Bool {
    withoutWeakness == other.withoutWeakness
  }

  private var withoutWeakness: Substring { isWeak ? text.dropFirst(2) : text[...] }
}

/// What an `If-Match` or `If-None-Match` field asks for.
enum EntityTagCondition: Sendable {
  case any
  case tags([EntityTag])

  init(_ field: String) {
    if field == "*" {
      self = .any
      return
    }
    // A comma may stand inside a tag's quotes, but none of Berth's own tags has one.
    self = .tags(field.split(separator: ",").map { EntityTag(text: $0.trimmingSpaces) })
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}

extension Request {
  var ifMatch: EntityTagCondition? { headers[.ifMatch].map(EntityTagCondition.init) }

  /// Whether the client already has the version that `tag` stands for, so that 304 is the answer.
  func hasCurrent(_ tag: EntityTag) -> Bool {
    switch headers[.ifNoneMatch].map(EntityTagCondition.init) {
    case .any: true
    case .tags(let tags): tags.contains { $0.matchesWeakly(tag) }
    case nil: false
    }
  }
}

/// A part of a long list: where it begins and how long it may be.
public struct Page: Sendable, Hashable {
  public static let maximumLimit = 5_000

  /// How many items are before the page.
  public var offset: Int
  public var limit: Int

  /// - Parameters:
  ///   - limit: From 1 to ``maximumLimit``.
  ///   - token: What the previous page gave as `continue`.
  public init(limit: Int = 500, offset: Int = 0) {
    self.limit = min(max(limit, 1), Self.maximumLimit)
    self.offset = max(offset, 0)
  }

  /// nil for a token that no page gave.
  public init?(limit: Int, token: String) {
    guard token.hasPrefix("o"), let offset = Int(token.dropFirst()), offset >= 0 else { return nil }
    self.init(limit: limit, offset: offset)
  }

  /// The items of this page, and the token of the next one; nil when there is none.
  public func cut<Items: RandomAccessCollection>(_ items: Items) -> (items: Items.SubSequence, next: String?)
  where Items.Index == Int {
    let start = min(items.startIndex + offset, items.endIndex)
    let end = min(start + limit, items.endIndex)
    return (items[start..<end], end < items.endIndex ? "o\(end - items.startIndex)" : nil)
  }
}

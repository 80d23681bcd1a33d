public import HTTPTypes
import Synchronization

/// How often prepared answers of one kind were given.
public struct PreparedAnswers: Sendable, Hashable {
  /// That of the resources.
  public var label: String
  public var method: HTTPRequest.Method
  /// 200 or 304.
  public var status: Int
  public var count: Int

  public init(label: String, method: HTTPRequest.Method, status: Int, count: Int) {
    self.label = label
    self.method = method
    self.status = status
    self.count = count
  }
}

/// Counts what one event loop answers with prepared resources of one label: nobody else writes to it, so that loops do not
/// wait for each other's memory.
final class AnswerTally: Sendable {
  private let label: String
  private let get = Atomic(0)
  private let getNotModified = Atomic(0)
  private let head = Atomic(0)
  private let headNotModified = Atomic(0)

  init(label: String) { self.label = label }

  func count(toHead: Bool, notModified: Bool) {
    switch (toHead, notModified) {
    case (false, false): get.add(1, ordering: .relaxed)
    case (false, true): getNotModified.add(1, ordering: .relaxed)
    case (true, false): head.add(1, ordering: .relaxed)
    case (true, true): headNotModified.add(1, ordering: .relaxed)
    }
  }

  /// What several loops have counted, without zeros, in a stable order.
  static func sums(of tallies: [AnswerTally]) -> [PreparedAnswers] {
    let byLabel = Dictionary(grouping: tallies, by: \.label).sorted { $0.key < $1.key }
    return byLabel.flatMap { label, tallies in
      let kinds: [(HTTPRequest.Method, Int, (AnswerTally) -> Int)] = [
        (.get, 200, { $0.get.load(ordering: .relaxed) }),
        (.get, 304, { $0.getNotModified.load(ordering: .relaxed) }),
        (.head, 200, { $0.head.load(ordering: .relaxed) }),
        (.head, 304, { $0.headNotModified.load(ordering: .relaxed) }),
      ]
      return kinds.compactMap { method, status, read in
        let count = tallies.reduce(0) { $0 + read($1) }
        return count == 0 ? nil : PreparedAnswers(label: label, method: method, status: status, count: count)
      }
    }
  }
}

import Synchronization

/// Resources by request target. A GET of one of them is answered from here, before anything else is made of the request.
///
/// Some stay for ever, as files do; others were computed, and are kept as long as there is room for them and nobody says
/// that they are out of date.
public final class PreparedTargets: Sendable {
  private struct State {
    var permanent: [String: PreparedResource] = [:]
    var kept: [String: PreparedResource] = [:]
    /// The targets of `kept`, those to be considered for removal first at the front.
    var order: [String] = []
    var length = 0
    var changes: UInt64 = 0
  }

  private let state = Mutex(State())
  private let capacity: Int
  private let tallies = Mutex<[AnswerTally]>([])
  private let currentVersion = Atomic<UInt64>(0)

  /// Changes when a target is not answered any more, or with something else. What was read before stays right as long as
  /// this is the same.
  var version: UInt64 { currentVersion.load(ordering: .acquiring) }

  /// - Parameter capacity: Bytes that the resources may have which do not stay for ever.
  public init(capacity: Int = 0) { self.capacity = capacity }

  /// - Parameter target: As a request line has it: `/index.html`, `/list?limit=10`.
  public subscript(target: String) -> PreparedResource? {
    state.withLock { state in
      if let resource = state.permanent[target] { return resource }
      let resource = state.kept[target]
      resource?.wish()
      return resource
    }
  }

  /// Answers the target with the resource from now on.
  public func set(_ resource: PreparedResource, for target: String) {
    state.withLock { $0.permanent[target] = resource }
    currentVersion.add(1, ordering: .releasing)
  }

  /// How often something was forgotten. Who computes a resource to keep asks for it before looking at what it is made of.
  public var changes: UInt64 { state.withLock { $0.changes } }

  /// Keeps a computed resource, unless something was forgotten since `changes` was asked for: the resource may be made of
  /// what is out of date.
  public func keep(_ resource: PreparedResource, for target: String, since changes: UInt64) {
    guard resource.length <= capacity / 4 else { return }
    state.withLock { state in
      guard state.changes == changes else { return }
      if let old = state.kept.updateValue(resource, forKey: target) {
        state.length -= old.length
        currentVersion.add(1, ordering: .releasing)
      } else {
        state.order.append(target)
      }
      state.length += resource.length
      makeRoom(&state)
    }
  }

  /// Forgets the kept resources whose targets begin with one of these texts.
  public func forget(beginningWith prefixes: String...) {
    state.withLock { state in
      state.changes += 1
      for (target, resource) in state.kept where prefixes.contains(where: target.hasPrefix) {
        state.length -= resource.length
        state.kept[target] = nil
      }
      currentVersion.add(1, ordering: .releasing)
      let kept = state.kept
      state.order.removeAll { kept[$0] == nil }
    }
  }

  /// How often what was answered, by the labels of the resources.
  public var answers: [PreparedAnswers] { AnswerTally.sums(of: tallies.withLock { $0 }) }

  /// A new count for one thread.
  func makeTally(for label: String) -> AnswerTally {
    let tally = AnswerTally(label: label)
    tallies.withLock { $0.append(tally) }
    return tally
  }

  /// Takes away what was not asked for since its last turn. Threads that have it at hand may go on answering with it: it is
  /// not wrong.
  private func makeRoom(_ state: inout State) {
    var next = 0
    while state.length > capacity, next < state.order.count {
      let target = state.order[next]
      next += 1
      guard let resource = state.kept[target] else { continue }
      if resource.takeWish() {
        state.order.append(target)
      } else {
        state.kept[target] = nil
        state.length -= resource.length
      }
    }
    state.order.removeFirst(next)
  }
}

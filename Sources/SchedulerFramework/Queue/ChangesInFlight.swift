import KubernetesAPI

/// What happened while Pods were being tried.
///
/// Most changes concern all Pods in flight and are noted once for all of them; each Pod knows where its part begins.
struct ChangesInFlight: Sendable {
  private struct Note: Sendable {
    let change: ClusterChange
    /// The only Pod that it concerns; nil for all.
    let pod: NamespacedName?
  }

  private var begins: [NamespacedName: Int] = [:]
  private var notes: [Note] = []

  /// Whether no Pod is being tried.
  var isEmpty: Bool { begins.isEmpty }

  /// The Pod is tried from now on.
  mutating func begin(_ pod: NamespacedName) { begins[pod] = notes.count }

  func contains(_ pod: NamespacedName) -> Bool { !begins.isEmpty && begins[pod] != nil }

  /// The Pod is in flight no longer.
  ///
  /// - Returns: What happened meanwhile, in order; nothing for a Pod that was not in flight.
  mutating func end(_ pod: NamespacedName) -> [ClusterChange] {
    let changes = begins[pod].map { begin in
      notes[begin...].compactMap { $0.pod == nil || $0.pod == pod ? $0.change : nil }
    }
    forget(pod)
    return changes ?? []
  }

  /// The same when nobody asks what happened.
  mutating func forget(_ pod: NamespacedName) {
    if begins.isEmpty { return }
    begins[pod] = nil
    if begins.isEmpty { notes.removeAll(keepingCapacity: true) }
  }

  /// Something happened that concerns every Pod in flight.
  mutating func append(_ change: ClusterChange) {
    if !begins.isEmpty { notes.append(Note(change: change, pod: nil)) }
  }

  /// The same for one of them.
  mutating func append(_ changes: [ClusterChange], for pod: NamespacedName) {
    guard begins[pod] != nil else { return }
    for change in changes { notes.append(Note(change: change, pod: pod)) }
  }
}

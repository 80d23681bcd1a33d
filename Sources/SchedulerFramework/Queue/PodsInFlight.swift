import KubernetesAPI

/// The Pods that are being tried, and what happens while they are.
///
/// Most changes concern all of them and are noted once for all; each Pod knows where its part begins.
struct PodsInFlight: Sendable {
  private struct Trial: Sendable {
    /// The Pod as it waited.
    var entry: QueueEntry
    let firstNote: Int
  }

  private struct Note: Sendable {
    let change: ClusterChange
    /// The only Pod that it concerns; nil for all.
    let pod: NamespacedName?
  }

  private var trials: [NamespacedName: Trial] = [:]
  private var notes: [Note] = []

  /// Whether no Pod is being tried.
  var isEmpty: Bool { trials.isEmpty }

  /// The Pod is tried from now on.
  mutating func begin(_ name: NamespacedName, _ entry: QueueEntry) {
    trials[name] = Trial(entry: entry, firstNote: notes.count)
  }

  func contains(_ name: NamespacedName) -> Bool { !trials.isEmpty && trials[name] != nil }

  subscript(name: NamespacedName) -> QueuedPod? { trials[name]?.entry.pod.begun }

  /// The Pod is in flight no longer.
  ///
  /// - Returns: Also what happened meanwhile, in order; nil for a Pod that was not in flight.
  mutating func end(_ name: NamespacedName) -> (pod: QueuedPod, changes: [ClusterChange])? {
    guard let trial = trials[name] else { return nil }
    let changes = notes[trial.firstNote...].compactMap { $0.pod == nil || $0.pod == name ? $0.change : nil }
    forget(name)
    return (trial.entry.pod.begun, changes)
  }

  /// The same when nobody asks what happened.
  ///
  /// - Returns: Whether the Pod was in flight.
  @discardableResult
  mutating func forget(_ name: NamespacedName) -> Bool {
    guard !trials.isEmpty, trials.removeValue(forKey: name) != nil else { return false }
    if trials.isEmpty { notes.removeAll(keepingCapacity: true) }
    return true
  }

  /// Changes a Pod in flight, if it is one.
  mutating func update(_ name: NamespacedName, _ change: (inout QueuedPod) -> Void) {
    guard var pod = trials[name]?.entry.pod else { return }
    change(&pod)
    trials[name]?.entry = QueueEntry(pod)
  }

  /// Something happened that concerns every Pod in flight.
  mutating func append(_ change: ClusterChange) {
    if !trials.isEmpty { notes.append(Note(change: change, pod: nil)) }
  }

  /// The same for one of them.
  mutating func append(_ changes: [ClusterChange], for name: NamespacedName) {
    guard contains(name) else { return }
    for change in changes { notes.append(Note(change: change, pod: name)) }
  }
}

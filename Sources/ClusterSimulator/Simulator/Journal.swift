import Bytes
import KubernetesAPI
import SchedulerFramework

/// What a run writes down as it goes: steps, Kubernetes events and the outcomes of attempts.
struct Journal: Sendable {
  private(set) var steps: [SimulationStep] = []
  private(set) var events: [EventRecord] = []
  private(set) var attempts: [AttemptOutcome] = []
  /// What the weights of every attempt had to choose from.
  private(set) var scores = ScoreLog()

  private struct EventKey: Hashable {
    var object: String
    var namespace: String
    var reason: String
    var source: String
    var message: String

    init(_ event: EventRecord) {
      object = event.object
      namespace = event.namespace
      reason = event.reason
      source = event.source
      message = event.message
    }
  }
  /// The first event about an object of a name: most objects have only one.
  private var firstEvents: [NamespacedName: Int] = [:]
  /// Further events about objects of that name.
  private var moreEvents: [EventKey: Int] = [:]

  /// Makes room for what a scenario of so many objects writes down at least.
  mutating func reserve(objects count: Int) {
    steps.reserveCapacity(2 * count)
    events.reserveCapacity(count)
    attempts.reserveCapacity(count)
    firstEvents.reserveCapacity(count)
  }

  mutating func record(
    _ kind: SimulationStep.Kind, by actor: String, _ text: String, pod: NamespacedName? = nil, node: String? = nil,
    attempt: Int? = nil, at now: VirtualTime
  ) {
    steps.append(
      SimulationStep(
        step: steps.count + 1, at: now, actor: actor, kind: kind, text: text, pod: pod, node: node, attempt: attempt))
  }

  /// Events that differ in nothing but their time are counted as one, as kubectl shows them.
  mutating func report(
    _ type: EventRecord.EventType, _ reason: String, about object: KubernetesObject, by source: String,
    _ message: String, at now: VirtualTime
  ) {
    let namespace = object.namespace
    let event = EventRecord(
      firstAt: now, at: now, type: type, reason: reason,
      object: String.joining(object.kind.lowercased(), "/", object.name),
      namespace: namespace.isEmpty ? "default" : namespace, source: source, message: message, count: 1)
    if let index = index(of: event, about: object.namespacedName) {
      events[index].at = now
      events[index].count += 1
    } else {
      events.append(event)
    }
  }

  /// Where the event is that a new one repeats. If there is none, the next place is remembered as that of the new one.
  private mutating func index(of event: EventRecord, about name: NamespacedName) -> Int? {
    guard let first = firstEvents[name] else {
      firstEvents[name] = events.count
      return nil
    }
    let key = EventKey(event)
    if EventKey(events[first]) == key { return first }
    if let index = moreEvents[key] { return index }
    moreEvents[key] = events.count
    return nil
  }

  /// - Parameter nodes: The names of the scheduler's rows.
  mutating func record(_ decision: Decision, of pod: Pod, nodes: [String], at now: VirtualTime) {
    scores.record(decision.scoring ?? .unknown, nodes: nodes)
    attempts.append(
      AttemptOutcome(
        attempt: attempts.count + 1, at: now, pod: decision.pod, podUID: pod.metadata.uid,
        profile: decision.profile, placedOn: decision.placedOn, message: decision.message,
        isError: decision.isError))
  }

  /// Takes back that an attempt placed its Pod: the binding failed.
  ///
  /// - Parameter attempt: counts from 1.
  mutating func refuse(_ attempt: Int, _ message: String) {
    guard attempts.indices.contains(attempt - 1) else { return }
    attempts[attempt - 1].placedOn = nil
    attempts[attempt - 1].message = message
    attempts[attempt - 1].isError = true
  }
}

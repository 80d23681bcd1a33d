import KubernetesAPI
import SchedulerFramework
import SeededRandom
import Testing

/// Plugins as the tests want them: each named event helps the plugin that is listed with it.
struct TestRules: QueueingRules {
  var registrations: [String: [ClusterEvent]] = [:]
  var gate = "SchedulingGates"

  func gatingPlugin(for pod: Pod) -> String? { pod.spec.schedulingGates.isEmpty ? nil : gate }

  func hint(_ plugin: String, about change: ClusterChange, for pod: Pod) -> QueueingHint {
    registrations[plugin, default: []].contains { $0.covers(change.event) } ? .queue : .skip
  }

  func plugins(concernedBy event: ClusterEvent) -> Set<String>? {
    Set(registrations.filter { $0.value.contains { $0.covers(event) } }.keys)
  }
}

func pod(_ name: String, priority: Int64 = 0, gates: [String] = []) -> Pod {
  var value: JSONValue = ["metadata": ["name": .string(name)], "spec": ["priority": .integer(priority)]]
  value["spec"]["schedulingGates"] = .array(gates.map { ["name": .string($0)] })
  return Pod(value)
}

func time(_ seconds: Double) -> VirtualTime { .start.advanced(by: .milliseconds(Int64(seconds * 1000))) }

@Suite struct QueueTests {
  let rules = TestRules(registrations: [
    "NodeResourcesFit": [ClusterEvent(.node, [.add, .updateNodeAllocatable]), ClusterEvent(.pod, .delete)],
    "TaintToleration": [ClusterEvent(.node, [.add, .updateNodeTaint]), ClusterEvent(.pod, .updatePodToleration)],
    "SchedulingGates": [ClusterEvent(.pod, .updatePodSchedulingGatesEliminated)],
    "Coscheduling": [ClusterEvent(.unscheduledPod, .add)],
  ])

  func names(_ pods: [QueuedPod]) -> [String] { pods.map(\.name.name) }

  /// A queue in which the Pod `a` has been rejected by the given plugins, at time 0.
  func rejected(by plugins: Set<String>, pending: Set<String> = []) -> SchedulingQueue {
    var queue = SchedulingQueue()
    queue.add(pod("a"), at: .start, rules: rules)
    _ = queue.pop()
    queue.addUnschedulable(
      NamespacedName("default", "a"), AttemptFailure(unschedulablePlugins: plugins, pendingPlugins: pending),
      at: .start, rules: rules)
    return queue
  }

  @Test func `Pods are tried by priority, then in the order in which they came`() {
    var queue = SchedulingQueue()
    for (name, priority) in [("a", 0), ("b", 10), ("c", 0), ("d", 10), ("e", -5)] as [(String, Int64)] {
      queue.add(pod(name, priority: priority), at: .start, rules: rules)
    }
    queue.add(pod("later", priority: 10), at: time(1), rules: rules)
    #expect(names(queue.active) == ["b", "d", "later", "a", "c", "e"])
    var order: [String] = []
    while let next = queue.pop() { order.append(next.name) }
    #expect(order == ["b", "d", "later", "a", "c", "e"])
  }

  @Test(
    arguments: [
      (["NodeResourcesFit"], ClusterEvent(.node, .add), true),
      (["NodeResourcesFit"], ClusterEvent(.node, .updateNodeAllocatable), true),
      (["NodeResourcesFit"], ClusterEvent(.node, .updateNodeLabel), false),
      (["NodeResourcesFit"], ClusterEvent(.node, .updateNodeTaint), false),
      (["NodeResourcesFit"], ClusterEvent(.assignedPod, .delete), true),
      (["NodeResourcesFit"], ClusterEvent(.assignedPod, .add), false),
      (["TaintToleration"], ClusterEvent(.node, .updateNodeTaint), true),
      (["TaintToleration"], ClusterEvent(.assignedPod, .delete), false),
      (["TaintToleration", "NodeResourcesFit"], ClusterEvent(.assignedPod, .delete), true),
      (["NodeName"], ClusterEvent(.node, .add), false),
      (["NodeName"], .wildcard, true),
    ] as [([String], ClusterEvent, Bool)])
  func `a change moves a Pod exactly when a plugin that rejected it registered for it`(
    plugins: [String], event: ClusterEvent, moves: Bool
  ) {
    var queue = rejected(by: Set(plugins))
    queue.move(on: ClusterChange(event), at: time(60), rules: rules)
    #expect(names(queue.active) == (moves ? ["a"] : []))
    #expect(names(queue.unschedulable) == (moves ? [] : ["a"]))
  }

  /// How an event reaches a queue, and where the Pod is afterwards. It was rejected once, at 0 s, by NodeResourcesFit.
  struct Move: Sendable, CustomTestStringConvertible {
    var event: ClusterEvent
    var at: Double
    var isInFlight = false
    var expected: QueuedPod.Pool
    var testDescription: String { "\(event) at \(at) s\(isInFlight ? ", while it is tried" : "")" }
  }

  @Test(arguments: [
    Move(event: ClusterEvent(.node, .add), at: 0.5, expected: .backoff),
    Move(event: ClusterEvent(.node, .add), at: 1.5, expected: .backoff),
    Move(event: ClusterEvent(.node, .add), at: 2, expected: .active),
    Move(event: ClusterEvent(.node, .updateNodeAllocatable), at: 60, expected: .active),
    Move(event: ClusterEvent(.node, .updateNodeLabel), at: 60, expected: .unschedulable),
    Move(event: ClusterEvent(.node, .delete), at: 60, expected: .unschedulable),
    Move(event: ClusterEvent(.assignedPod, .add), at: 60, expected: .unschedulable),
    Move(event: ClusterEvent(.assignedPod, .updatePodScaleDown), at: 60, expected: .unschedulable),
    Move(event: ClusterEvent(.assignedPod, .delete), at: 0, expected: .backoff),
    Move(event: ClusterEvent(.assignedPod, .delete), at: 60, expected: .active),
    Move(event: ClusterEvent(.unscheduledPod, .delete), at: 60, expected: .active),
    Move(event: ClusterEvent(.persistentVolumeClaim, .updateOther), at: 60, expected: .unschedulable),
    Move(event: .wildcard, at: 0, expected: .backoff),
    Move(event: .wildcard, at: 60, expected: .active),
    Move(event: ClusterEvent(.node, .add), at: 60, isInFlight: true, expected: .backoff),
    Move(event: ClusterEvent(.node, .updateNodeLabel), at: 60, isInFlight: true, expected: .unschedulable),
    Move(event: .wildcard, at: 60, isInFlight: true, expected: .backoff),
  ])
  func `an event takes a Pod from one pool to another`(_ move: Move) {
    var queue = rejected(by: ["NodeResourcesFit"])
    let name = NamespacedName("default", "a")
    #expect(queue[name]?.pool == .unschedulable)
    if move.isInFlight {
      queue.activate([name], rules: rules)
      #expect(queue.pop() == name)
      #expect(queue[name]?.pool == .inFlight)
    }
    queue.move(on: ClusterChange(move.event), at: time(move.at), rules: rules)
    if move.isInFlight {
      #expect(queue[name]?.pool == .inFlight)
      let failure = AttemptFailure(unschedulablePlugins: ["NodeResourcesFit"])
      queue.addUnschedulable(name, failure, at: time(move.at), rules: rules)
    }
    #expect(queue[name]?.pool == move.expected)
  }

  @Test func `a Pod that has moved is no longer found under those that rejected it`() {
    var queue = rejected(by: ["NodeResourcesFit", "TaintToleration"])
    queue.move(on: ClusterChange(ClusterEvent(.node, .add)), at: time(60), rules: rules)
    _ = queue.pop()
    queue.addUnschedulable(
      NamespacedName("default", "a"), AttemptFailure(unschedulablePlugins: ["TaintToleration"]), at: time(60),
      rules: rules)
    queue.move(on: ClusterChange(ClusterEvent(.assignedPod, .delete)), at: time(120), rules: rules)
    #expect(names(queue.unschedulable) == ["a"])
    queue.move(on: ClusterChange(ClusterEvent(.node, .updateNodeTaint)), at: time(120), rules: rules)
    #expect(names(queue.active) == ["a"])
  }

  @Test func `a Pod that still backs off goes to the back-off queue`() {
    var queue = rejected(by: ["NodeResourcesFit"])
    queue.move(on: ClusterChange(ClusterEvent(.node, .add)), at: time(0.5), rules: rules)
    #expect(queue.active.isEmpty)
    #expect(queue.backingOff.map(\.until) == [time(1)])
  }

  @Test func `an empty active queue takes from the back-off queue before its time`() {
    var queue = rejected(by: ["NodeResourcesFit"])
    queue.move(on: ClusterChange(ClusterEvent(.node, .add)), at: .start, rules: rules)
    queue.add(pod("b"), at: .start, rules: rules)
    #expect(queue.pop()?.name == "b")
    #expect(queue.pop()?.name == "a")
    #expect(queue.pop() == nil)
  }

  @Test func `after an error a Pod waits for its back-off, whatever else is there`() throws {
    var queue = rejected(by: [])
    #expect(names(queue.backingOff.map(\.pod)) == ["a"])
    #expect(queue.pop() == nil)
    let next = try #require(queue.nextFlush)
    #expect(next == time(2))
    queue.flush(at: time(1), rules: rules)
    #expect(queue.pop() == nil)
    queue.flush(at: next, rules: rules)
    #expect(queue.pop().flatMap { queue[$0] }?.attempts == 2)
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (6, 10), (70, 10)])
  func `the back-off doubles up to ten seconds`(failures: Int, seconds: Int) throws {
    var queue = SchedulingQueue()
    queue.add(pod("a"), at: .start, rules: rules)
    for _ in 0..<failures {
      let next = queue.pop()
      let name = try #require(next)
      queue.move(on: ClusterChange(ClusterEvent(.node, .add)), at: .start, rules: rules)
      queue.addUnschedulable(
        name, AttemptFailure(unschedulablePlugins: ["NodeResourcesFit"]), at: .start, rules: rules)
    }
    #expect(queue.backingOff.map(\.until.sinceStart) == [.seconds(seconds)])
  }

  @Test func `a change during the attempt undoes the rejection`() {
    var queue = SchedulingQueue()
    queue.add(pod("a"), at: .start, rules: rules)
    _ = queue.pop()
    queue.move(on: ClusterChange(ClusterEvent(.node, .updateNodeTaint)), at: .start, rules: rules)
    queue.addUnschedulable(
      NamespacedName("default", "a"), AttemptFailure(unschedulablePlugins: ["TaintToleration"]), at: .start,
      rules: rules)
    #expect(queue.unschedulable.isEmpty)
    #expect(queue.pop().flatMap { queue[$0] }?.attempts == 2)
  }

  @Test func `a plugin that said Pending gets its Pod back without back-off`() {
    var queue = rejected(by: [], pending: ["Coscheduling"])
    queue.move(on: ClusterChange(ClusterEvent(.unscheduledPod, .add)), at: .start, rules: rules)
    #expect(names(queue.active) == ["a"])
  }

  @Test func `what was seen of the pools stays as it was`() throws {
    var queue = SchedulingQueue()
    queue.add(pod("a"), at: .start, rules: rules)
    let before = queue.pools
    let next = queue.pop()
    let name = try #require(next)
    let meanwhile = queue.pools
    queue.addUnschedulable(name, AttemptFailure(unschedulablePlugins: ["NodeName"]), at: .start, rules: rules)
    #expect(names(before.active) == ["a"])
    #expect(before[name]?.attempts == 0)
    #expect(meanwhile[name] == nil, "it is tried")
    #expect(queue[name]?.pool == .unschedulable)
  }

  @Test func `a gated Pod waits until its gates are gone`() {
    var queue = SchedulingQueue()
    let gated = pod("a", gates: ["example.com/wait"])
    #expect(queue.add(gated, at: .start, rules: rules) == "SchedulingGates")
    #expect(names(queue.gated) == ["a"])
    #expect(queue.add(gated, at: .start, rules: rules) == nil, "it is here already")
    queue.move(on: ClusterChange(.wildcard), at: time(1), rules: rules)
    queue.flush(at: time(1000), rules: rules)
    #expect(queue.pop() == nil)
    let change = ClusterChange(ClusterEvent(.unscheduledPod, .updatePodSchedulingGatesEliminated))
    queue.update(pod("a"), changes: [change], at: time(2), rules: rules)
    #expect(queue.gated.isEmpty)
    #expect(names(queue.active) == ["a"])
  }

  @Test func `an update of the Pod itself moves it when it matters to its rejectors`() {
    var queue = rejected(by: ["TaintToleration"])
    queue.update(
      pod("a"), changes: [ClusterChange(ClusterEvent(.unscheduledPod, .updatePodLabel))], at: time(60), rules: rules)
    #expect(queue.active.isEmpty)
    queue.update(
      pod("a"), changes: [ClusterChange(ClusterEvent(.unscheduledPod, .updatePodToleration))], at: time(60),
      rules: rules)
    #expect(names(queue.active) == ["a"])
  }

  @Test func `after five minutes an unschedulable Pod is tried again`() {
    var queue = rejected(by: ["NodeName"])
    queue.flush(at: time(300), rules: rules)
    #expect(queue.active.isEmpty)
    queue.flush(at: time(301), rules: rules)
    #expect(names(queue.active) == ["a"])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `whatever happens, every Pod is in exactly one place`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var queue = SchedulingQueue()
    var known: Set<String> = []
    var inFlight: Set<String> = []
    var now = VirtualTime.start
    let events = [
      ClusterEvent(.node, .add), ClusterEvent(.node, .updateNodeTaint), ClusterEvent(.assignedPod, .delete),
      ClusterEvent(.unscheduledPod, .add), .wildcard,
    ]
    for _ in 0..<300 {
      let name = "p\(Int.random(in: 0..<12, using: &random))"
      let id = NamespacedName("default", name)
      switch Int.random(in: 0..<9, using: &random) {
      case 0, 1:
        guard known.insert(name).inserted else { continue }
        let gates = Int.random(in: 0..<4, using: &random) == 0 ? ["g"] : []
        queue.add(pod(name, priority: Int64.random(in: 0..<3, using: &random), gates: gates), at: now, rules: rules)
      case 2, 3:
        if let next = queue.pop() {
          #expect(inFlight.insert(next.name).inserted, "seed \(seed): \(next) is tried twice at once")
          #expect(queue[next]?.pod.spec.schedulingGates.isEmpty == true, "seed \(seed): a gated Pod is tried")
        }
      case 4:
        if inFlight.remove(name) != nil {
          queue.done(id)
          known.remove(name)
        }
      case 5:
        if inFlight.remove(name) != nil {
          let plugins = ["NodeResourcesFit", "TaintToleration", "NodeName"].shuffled(using: &random).prefix(
            Int.random(in: 0...2, using: &random))
          queue.addUnschedulable(id, AttemptFailure(unschedulablePlugins: Set(plugins)), at: now, rules: rules)
        }
      case 6:
        if let event = events.randomElement(using: &random) {
          queue.move(on: ClusterChange(event), at: now, rules: rules)
        }
      case 7:
        now = now.advanced(by: .milliseconds(Int64.random(in: 0..<4000, using: &random)))
        queue.flush(at: now, rules: rules)
      default:
        queue.delete(id)
        known.remove(name)
        inFlight.remove(name)
      }
      let pools = [queue.active, queue.backingOff.map(\.pod), queue.unschedulable, queue.gated].map(names)
      let waiting = pools.flatMap { $0 }
      #expect(Set(waiting).count == waiting.count, "seed \(seed): a Pod is in two pools")
      #expect(Set(waiting).isDisjoint(with: inFlight), "seed \(seed): a Pod waits and is tried")
      #expect(Set(waiting).union(inFlight) == known, "seed \(seed): a Pod is lost")
    }
    for next in known.sorted() where queue[NamespacedName("default", next)]?.isGated == false {
      queue.activate([NamespacedName("default", next)], rules: rules)
    }
    let expected = queue.active.map(\.name)
    var popped: [NamespacedName] = []
    while let next = queue.pop() { popped.append(next) }
    #expect(popped == expected, "seed \(seed): the order shown is not the order given out")
  }
}

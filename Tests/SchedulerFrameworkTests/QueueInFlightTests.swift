import KubernetesAPI
import SchedulerFramework
import SeededRandom
import Testing

/// What comes to the queue while Pods of it are being tried.
@Suite struct QueueInFlightTests {
  let rules = TestRules(registrations: ["NodeResourcesFit": [ClusterEvent(.node, .add)]])

  @Test func `Pods that come in any order while others are tried go by priority all the same`() {
    var queue = SchedulingQueue()
    var random = SplitMix64(seed: 7)
    var waiting: [(priority: Int64, number: Int)] = []
    for number in 0..<3000 {
      // Now in a falling order, now in any.
      let priority = number % 200 < 100 ? -Int64(number) : Int64.random(in: -3000...0, using: &random)
      queue.add(pod("\(number)", priority: priority), at: .start, rules: rules)
      waiting.append((priority, number))
      guard Bool.random(using: &random), let next = queue.pop() else { continue }
      let expected = waiting.min { ($1.priority, $0.number) < ($0.priority, $1.number) }
      #expect(next.name == expected.map { "\($0.number)" })
      waiting.removeAll { "\($0.number)" == next.name }
      queue.done(next)
    }
    let rest = waiting.sorted { ($1.priority, $0.number) < ($0.priority, $1.number) }.map { "\($0.number)" }
    var order: [String] = []
    while let next = queue.pop() { order.append(next.name) }
    #expect(order == rest)
  }

  @Test func `what happens counts for the Pods that are being tried then, and for no other`() {
    var queue = SchedulingQueue()
    for name in ["a", "b", "c"] { queue.add(pod(name), at: .start, rules: rules) }
    let (a, b, c) = (queue.pop(), queue.pop(), NamespacedName("default", "c"))
    #expect(a?.name == "a" && b?.name == "b")
    queue.done(NamespacedName("default", "a"))
    queue.move(on: ClusterChange(ClusterEvent(.node, .add)), at: .start, rules: rules)
    _ = queue.pop()
    let failure = AttemptFailure(unschedulablePlugins: ["NodeResourcesFit"])
    queue.addUnschedulable(c, failure, at: .start, rules: rules)
    queue.addUnschedulable(NamespacedName("default", "b"), failure, at: .start, rules: rules)
    #expect(queue[c]?.pool == .unschedulable)
    #expect(queue[NamespacedName("default", "b")]?.pool == .backoff)
    queue.done(c)
    #expect(queue[c] != nil, "a Pod that is not being tried stays")
  }
}

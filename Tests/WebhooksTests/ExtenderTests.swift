import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Synchronization
import Testing
import Webhooks

@Suite struct ExtenderTests {
  private static func configuration(_ server: ExtenderServer, _ fields: JSONValue) -> JSONValue {
    var extender: JSONValue = ["urlPrefix": .string(server.url)]
    for (name, value) in fields.members { extender[name] = value }
    return extender
  }

  private static func run(_ text: String, _ server: ExtenderServer, _ fields: JSONValue) async throws -> Simulation {
    try await simulate(text, extender: configuration(server, fields), allowing: [server.url])
  }

  // MARK: Filter

  @Test func `an extender's filter is a column of its own, with its reasons`() async throws {
    try await withExtender { _ in
      (
        200,
        [
          "NodeNames": ["third"], "FailedNodes": ["first": "too loud"],
          "FailedAndUnresolvableNodes": ["second": "on fire"],
        ]
      )
    } _: { server in
      let simulation = try await Self.run(
        threeNodes + podText("p"), server, ["filterVerb": "filter", "nodeCacheCapable": true])
      #expect(simulation.nodes == ["p": "third"])
      let table = try #require(try simulation.attempt(1, depth: .full)?.table)
      #expect(table.filterPlugins.last == server.url)
      #expect(table.rejections.map(\.rejection.plugin) == [server.url, server.url])
      #expect(table.rejections.map(\.rejection.status.message) == ["too loud", "on fire"])
      #expect(table.rejections.map(\.rejection.status.code) == [.unschedulable, .unschedulableAndUnresolvable])
      // The table was computed again, and nobody was called again.
      #expect(server.calls.count == 1)
      let call = try #require(server.calls.first)
      #expect(call.path == "/scheduler/filter")
      #expect(call.body["Pod"]["metadata"]["name"] == "p")
      #expect(call.body["Pod"]["spec"]["containers"].items.count == 1)
      #expect(call.body["NodeNames"].strings == ["first", "second", "third"])
      #expect(call.body["Nodes"].isNull)
    }
  }

  @Test func `an extender without a cache of Nodes is sent whole Nodes, and sends Nodes back`() async throws {
    try await withExtender { call in
      let nodes = call.body["Nodes"]["items"].items.filter { $0["metadata"]["name"] == "second" }
      return (200, ["nodes": ["items": .array(nodes)]])
    } _: { server in
      let simulation = try await Self.run(threeNodes + podText("p"), server, ["filterVerb": "filter"])
      #expect(simulation.nodes == ["p": "second"])
      #expect(server.calls.first?.body["Nodes"]["items"].items.first?["status"]["capacity"]["cpu"] == "4")
    }
  }

  @Test func `when no Node is left the Pod's message counts the extender's reasons`() async throws {
    try await withExtender { _ in
      (200, ["NodeNames": [], "FailedNodes": ["first": "too loud", "second": "too loud", "third": "on fire"]])
    } _: { server in
      let simulation = try await Self.run(
        threeNodes + podText("p"), server, ["filterVerb": "filter", "nodeCacheCapable": true])
      #expect(
        simulation.message(of: "p")?.hasPrefix("0/3 nodes are available: 1 on fire, 2 too loud.") == true)
    }
  }

  // MARK: Prioritize

  @Test func `scores from 0 to 10 count ten times and by the extender's weight`() async throws {
    try await withExtender { _ in
      (200, [["Host": "first", "Score": 1], ["Host": "second", "Score": 10], ["Host": "third", "Score": 0]])
    } _: { server in
      let simulation = try await Self.run(
        threeNodes + podText("p"), server, ["prioritizeVerb": "prioritize", "weight": 3])
      #expect(simulation.nodes == ["p": "second"])
      let table = try #require(try simulation.attempt(1, depth: .full)?.table)
      let column = try #require(table.scoreColumns.last)
      #expect(column.plugin == server.url)
      #expect(Array(column.raw) == [1, 10, 0])
      #expect(Array(column.normalized) == [10, 100, 0])
      #expect(column.rows.indices.map(column.weighted) == [30, 300, 0])
      #expect(table.totals[1] - table.totals[2] == 300)
    }
  }

  @Test func `an extender that fails to score has no say`() async throws {
    try await withExtender { _ in
      (500, .null)
    } _: { server in
      let simulation = try await Self.run(
        threeNodes + podText("p"), server, ["prioritizeVerb": "prioritize", "weight": 1])
      #expect(simulation.nodes == ["p": "first"])
    }
  }

  // MARK: Bind

  @Test func `an extender that binds is told Pod and Node`() async throws {
    try await withExtender { _ in
      (200, [:])
    } _: { server in
      let simulation = try await Self.run(threeNodes + podText("p"), server, ["bindVerb": "bind"])
      #expect(simulation.nodes == ["p": "first"])
      let body = try #require(server.calls.first?.body)
      #expect(body["PodName"] == "p")
      #expect(body["PodNamespace"] == "default")
      #expect(body["PodUID"].string?.isEmpty == false)
      #expect(body["Node"] == "first")
    }
  }

  @Test func `an extender that refuses to bind sends the Pod back`() async throws {
    try await withExtender { _ in
      (200, ["Error": "no pen"])
    } _: { server in
      let simulation = try await Self.run(threeNodes + podText("p"), server, ["bindVerb": "bind"])
      #expect(simulation.nodes == ["p": "-"])
      #expect(simulation.message(of: "p") == "no pen")
    }
  }

  // MARK: Preempt

  @Test func `an extender chooses where Pods are evicted`() async throws {
    try await withExtender { call in
      // Only what it was offered on the second Node.
      (200, ["NodeNameToMetaVictims": ["second": call.body["NodeNameToMetaVictims"]["second"]]])
    } _: { server in
      let full = ["first", "second", "third"].map {
        podText("on-\($0)", "{requests: {cpu: \"4\"}}", "nodeName: \($0)")
      }.joined()
      let high = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 10\n---\n"
      let simulation = try await Self.run(
        threeNodes + high + full + podText("p", "{requests: {cpu: \"4\"}}", "priorityClassName: high"), server,
        ["preemptVerb": "preempt", "nodeCacheCapable": true])
      let preempted = simulation.result.steps.filter { $0.kind == .preempted }
      #expect(preempted.map(\.pod?.name) == ["on-second"])
      let offered = server.calls.first?.body["NodeNameToMetaVictims"]
      #expect(offered?.members.count == 3)
      #expect(offered?["first"]["Pods"].items.first?["UID"].string?.isEmpty == false)
    }
  }

  // MARK: Who is asked

  @Test func `only Pods that use a managed resource go to the extender`() async throws {
    try await withExtender { _ in
      (200, ["NodeNames": ["third"]])
    } _: { server in
      let fields: JSONValue = [
        "filterVerb": "filter", "nodeCacheCapable": true,
        "managedResources": [["name": "example.com/foo", "ignoredByScheduler": true]],
      ]
      let simulation = try await Self.run(
        threeNodes + podText("plain")
          + podText("managed", "{requests: {example.com/foo: \"1\"}, limits: {example.com/foo: \"1\"}}"),
        server, fields)
      #expect(simulation.nodes == ["plain": "first", "managed": "third"])
      #expect(server.calls.map { $0.body["Pod"]["metadata"]["name"].string } == ["managed"])
    }
  }

  // MARK: Failures

  @Test(
    arguments: [
      (500, [:], "failed filter with extender at URL {url}/filter, code 500"),
      (302, [:], "failed filter with extender at URL {url}/filter, code 302"),
      (200, ["Error": "out of order"], "out of order"),
      (
        200, ["NodeNames": ["elsewhere"]],
        "extender \"{url}\" claims a filtered node \"elsewhere\" which is not found in the input node list"
      ),
    ] as [(Int, JSONValue, String)])
  func `an extender that fails makes the attempt an error, unless it may be ignored`(
    status: Int, answer: JSONValue, message: String
  ) async throws {
    try await withExtender { _ in
      (status, answer)
    } _: { server in
      let fields: JSONValue = ["filterVerb": "filter", "nodeCacheCapable": true]
      let strict = try await Self.run(threeNodes + podText("p"), server, fields)
      #expect(strict.nodes == ["p": "-"])
      #expect(strict.message(of: "p") == message.replacing("{url}", with: server.url))
      #expect(strict.result.attempts.first?.isError == true)
      var lenient = fields
      lenient["ignorable"] = true
      let ignored = try await Self.run(threeNodes + podText("p"), server, lenient)
      #expect(ignored.nodes == ["p": "first"])
    }
  }

  @Test func `a slow extender is not waited for longer than its timeout`() async throws {
    try await withExtender { _ in
      (200, ["NodeNames": ["first"]])
    } _: { server in
      let simulation = try await Self.run(
        threeNodes + podText("p"), server,
        ["filterVerb": "slow", "nodeCacheCapable": true, "httpTimeout": "100ms"])
      #expect(
        simulation.result.attempts.first?.message
          == "Post \"\(server.url)/slow\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)")
    }
  }

  @Test func `an extender that nobody allowed is an error of the configuration`() async throws {
    try await withExtender { _ in
      (200, [:])
    } _: { server in
      let extender = Self.configuration(server, ["filterVerb": "filter"])
      for allowed in [[], ["http://127.0.0.1:1/scheduler"], [server.url + "/inner"]] {
        let error = await #expect(throws: ConfigurationError.self) {
          _ = try await simulate(threeNodes + podText("p"), extender: extender, allowing: allowed)
        }
        #expect(
          error?.message == "extenders[0].urlPrefix: \(server.url) is not allowed: "
            + "start berth with --allow-webhook \(server.url)")
        #expect(error?.causes.first?.location.description == "extenders[0].urlPrefix")
      }
      #expect(server.calls.isEmpty)
    }
  }

  @Test func `attempts that are looked at again are the same, whatever the extender says by then`() async throws {
    let names = ["first", "second", "third"]
    let counter = Counter()
    try await withExtender { _ in
      (200, ["NodeNames": [.string(names[counter.next() % 3])]])
    } _: { server in
      let simulation = try await Self.run(
        threeNodes + podText("a") + podText("b") + podText("c"), server,
        ["filterVerb": "filter", "nodeCacheCapable": true])
      #expect(simulation.nodes == ["a": "first", "b": "second", "c": "third"])
      for outcome in simulation.result.attempts.reversed() {
        #expect(try simulation.attempt(outcome.attempt, depth: .full)?.placedOn == outcome.placedOn)
      }
      #expect(server.calls.count == 3)
    }
  }

  @Test func `a run that asked an extender cannot be made again`() async throws {
    try await withExtender { _ in
      (200, ["NodeNames": ["first"]])
    } _: { server in
      for (manifests, isRepeatable) in [(threeNodes, true), (threeNodes + podText("a"), false)] {
        let simulation = try await Self.run(manifests, server, ["filterVerb": "filter", "nodeCacheCapable": true])
        #expect(simulation.isQuicklyRepeated == isRepeatable)
      }
    }
  }
}

/// Counts up from 0.
private final class Counter: Sendable {
  private let value = Mutex(0)

  func next() -> Int {
    value.withLock { value in
      defer { value += 1 }
      return value
    }
  }
}

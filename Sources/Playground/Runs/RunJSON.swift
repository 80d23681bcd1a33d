import ClusterSimulator
public import KubernetesAPI
import SchedulerFramework

/// The lists of a run that are given in pages.
public enum RunList: String, Sendable, CaseIterable {
  case steps
  case events
  case placements
}

extension ScenarioRun {
  /// The run as one object: outcome, timeline, events, metrics.
  ///
  /// - Parameters:
  ///   - id: Under which its steps and tables can be asked for; nil where there is nobody to ask.
  ///   - limit: How many items of each list are given; nil for all of them.
  public func json(id: String? = nil, limit: Int?) -> JSONWriter {
    let page = limit.map { Page(limit: $0) }
    let items = [result.placements.count, result.steps.count, result.events.count]
    var json = JSONWriter(capacity: 1024 + items.reduce(0) { $0 + 176 * min($1, limit ?? .max) })
    json.object { json in
      json.member("id", ifPresent: id)
      json.member("engine", Engine.version)
      json.member("kubernetesVersion", Engine.kubernetesVersion)
      json.member("seed", .integer(Int64(clamping: scenario.seed)))
      json.member("configuration", configurationName)
      json.member("configurations", scenario.configurations.map(\.name))
      json.member("title", scenario.title.json)
      json.member("description", scenario.description.json)
      json.member("end", result.end)
      json.member("endedAt", result.endedAt)
      json.member("counts") { writeCounts(to: &$0) }
      var next: [(RunList, String)] = []
      for list in [RunList.placements, .steps, .events] {
        let token = writeList(list, page: page, named: list.rawValue, to: &json)
        if let token { next.append((list, token)) }
      }
      json.member("metrics") { Self.write(result.metrics, to: &$0) }
      if !next.isEmpty {
        json.member("continue") { json in
          json.object { json in
            for (list, token) in next { json.member(named: list.rawValue, token) }
          }
        }
      }
    }
    return json
  }

  /// One page of a list: `{"items": […], "continue"?}`.
  public func json(_ list: RunList, page: Page) -> JSONWriter {
    var json = JSONWriter()
    json.object { json in
      let next = writeList(list, page: page, named: "items", to: &json)
      json.member("continue", ifPresent: next)
    }
    return json
  }

  private func writeCounts(to json: inout JSONWriter) {
    json.object { json in
      json.member("steps", result.steps.count)
      json.member("events", result.events.count)
      json.member("placements", result.placements.count)
      json.member("attempts", result.attempts.count)
      json.member("nodes", result.metrics.nodes)
      json.member("pods", result.placements.count)
    }
  }

  /// The token of the next page, if there is one.
  private func writeList(_ list: RunList, page: Page?, named name: String, to json: inout JSONWriter) -> String? {
    switch list {
    case .steps: Self.writeItems(result.steps, page: page, named: name, to: &json, Self.write)
    case .events: Self.writeItems(result.events, page: page, named: name, to: &json, Self.write)
    case .placements: Self.writeItems(result.placements, page: page, named: name, to: &json, Self.write)
    }
  }

  private static func writeItems<Item>(
    _ items: [Item], page: Page?, named name: String, to json: inout JSONWriter,
    _ write: (Item, inout JSONWriter) -> Void
  ) -> String? {
    let (part, next) = page?.cut(items) ?? (items[...], nil)
    json.member(named: name) { json in
      json.array { json in
        for item in part { write(item, &json) }
      }
    }
    return next
  }

  // MARK: - Items

  static func write(_ placement: SimulationResult.Placement, to json: inout JSONWriter) {
    json.object { json in
      json.member("pod", placement.pod)
      json.member("node", placement.node.map(JSONValue.string) ?? .null)
      json.member("profile", placement.profile.map(JSONValue.string) ?? .null)
      json.member("attempts", placement.attempts)
      json.member("message", ifPresent: placement.message)
    }
  }

  static func write(_ step: SimulationStep, to json: inout JSONWriter) {
    json.object { writeMembers(of: step, to: &$0) }
  }

  static func writeMembers(of step: SimulationStep, to json: inout JSONWriter) {
    json.member("step", step.step)
    json.member("at", step.at)
    json.member("actor", step.actor)
    json.member("kind", step.kind.rawValue)
    json.member("text", step.text)
    if let pod = step.pod { json.member("pod", pod) }
    json.member("node", ifPresent: step.node)
    if let attempt = step.attempt { json.member("attempt", attempt) }
  }

  static func write(_ event: EventRecord, to json: inout JSONWriter) {
    json.object { json in
      json.member("at", event.at)
      json.member("firstAt", event.firstAt)
      json.member("type", event.type.rawValue)
      json.member("reason", event.reason)
      json.member("object", event.object)
      json.member("namespace", event.namespace)
      json.member("source", event.source)
      json.member("message", event.message)
      json.member("count", event.count)
    }
  }

  static func write(_ metrics: SimulationResult.Metrics, to json: inout JSONWriter) {
    json.object { json in
      json.member("bound", metrics.bound)
      json.member("pending", metrics.pending)
      json.member("preempted", metrics.preempted)
      json.member("nodesInUse", metrics.nodesInUse)
      json.member("requested") { write(metrics.requested, to: &$0) }
      json.member("allocatable") { write(metrics.allocatable, to: &$0) }
    }
  }

  static func write(_ amounts: ResourceAmounts, to json: inout JSONWriter) {
    json.object { json in
      for entry in amounts.entries { json.member(named: entry.resource, entry.amount) }
    }
  }
}

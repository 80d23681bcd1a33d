import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// A cluster as its objects are stored, so that the patches of remedies can be applied to them.
struct RemediedCluster {
  var nodes: [JSONValue] = []
  /// Pods that run.
  var running: [JSONValue] = []
  var services: [JSONValue] = []
  /// The Pod to place.
  var pod: JSONValue
  var configuration: JSONValue?

  func scheduler() throws -> Scheduler {
    let scheduler = try Scheduler(configuration: SchedulerConfiguration(configuration), plugins: .inTree)
    for node in nodes { scheduler.cluster.setNode(Node(node)) }
    for pod in running { scheduler.cluster.setPod(Pod(pod)) }
    for service in services { scheduler.cluster.setObject(KubernetesObject(service)) }
    return scheduler
  }

  func attempt() throws -> Attempt { try scheduler().schedule(Pod(pod), depth: .full) }

  // MARK: - Applying a remedy

  /// - Parameter shortBy: So much less than proposed is freed, to see that it is not enough.
  func applying(_ remedy: Remedy, shortBy: Int64 = 0) throws -> RemediedCluster {
    var changed = self
    for change in remedy.changes {
      if change.patch.isEmpty {
        try changed.apply(change, shortBy: shortBy)
      } else {
        try changed.patch(change)
      }
    }
    return changed
  }

  private mutating func patch(_ change: Remedy.Change) throws {
    func patched(_ value: JSONValue) throws -> JSONValue { try JSONPatch.apply(change.patch.map(\.json), to: value) }
    switch change.subject {
    case .node(let name): nodes = try nodes.map { Node($0).name == name ? try patched($0) : $0 }
    case .pod(let name):
      if Pod(pod).namespacedName == name { pod = try patched(pod) }
      running = try running.map { Pod($0).namespacedName == name ? try patched($0) : $0 }
    case .profile: break
    }
  }

  private mutating func apply(_ change: Remedy.Change, shortBy: Int64) throws {
    switch (change.kind, change.subject) {
    case (.dropAddedAffinity, .profile): configuration = nil
    case (.removePod, .pod(let name)): running.removeAll { Pod($0).namespacedName == name }
    case (.free(let resource, let amount), .node(let node)):
      try free(resource, amount - shortBy, on: node)
    case (.emptyDomain(let key, let value, _), _):
      let terms = Pod(pod).spec.affinity.requiredAntiPods.filter { $0.topologyKey == key }
      let nodes = domain(key, value)
      running.removeAll { other in
        nodes.contains(Pod(other).nodeName ?? "")
          && terms.contains { $0.labelSelector?.matches(Pod(other).metadata.labels) ?? false }
      }
    case (.dropAntiAffinityOfOthers(let key, let value, _), _):
      let nodes = domain(key, value)
      for index in running.indices where nodes.contains(Pod(running[index]).nodeName ?? "") {
        running[index]["spec"]["affinity"]["podAntiAffinity"] = .null
      }
    default: Issue.record("no way to apply \(change)")
    }
  }

  private func domain(_ key: String, _ value: String) -> Set<String> {
    Set(nodes.map(Node.init).filter { $0.metadata.labels[key] == value }.map(\.name))
  }

  /// The Node's Pods give up an amount together; of `pods`, so many of them go.
  private mutating func free(_ resource: String, _ amount: Int64, on node: String) throws {
    if resource == "pods" {
      for _ in 0..<amount {
        guard let index = running.firstIndex(where: { Pod($0).nodeName == node }) else { return }
        // What it requests stays, so that nothing but its place is freed.
        let leaving = running.remove(at: index)
        if let heir = running.firstIndex(where: { Pod($0).nodeName == node }) {
          running[heir]["spec"]["containers"] = .array(
            running[heir]["spec"]["containers"].items + leaving["spec"]["containers"].items)
        }
      }
      return
    }
    let cluster = try scheduler().cluster
    cluster.refresh()
    guard let row = cluster.row(of: node), let number = cluster.vocabulary.number(of: resource) else { return }
    let rest = cluster.requested[number][row] - amount
    let indices = running.indices.filter { Pod(running[$0]).nodeName == node }
    for index in indices {
      for container in running[index]["spec"]["containers"].items.indices {
        for list in ["requests", "limits"] {
          running[index]["spec"]["containers"][container]["resources"][list][resource] = .null
        }
      }
    }
    guard let first = indices.first else { return }
    let quantity = resource == "cpu" ? Quantity(milliUnits: rest) : Quantity(rest)
    running[first]["spec"]["containers"][0]["resources"]["requests"][resource] = .string(quantity.description)
  }
}

extension Attempt {
  /// Whether the plugin lets the Pod in on the Node, as far as it is concerned: it passes it or has nothing to say.
  func passes(_ node: String, _ plugin: String) -> Bool {
    guard table.preFilterFailure == nil, let columns = table.fullFilterColumns,
      let row = table.nodeOrder.firstIndex(of: node)
    else { return false }
    return columns.first { $0.plugin == plugin }?.passes(row) ?? true
  }

  /// Every Node with every plugin that rejects it, also after the first.
  var fullRejections: [(node: String, plugin: String)] {
    if let failure = table.preFilterFailure { return table.nodeOrder.map { ($0, failure.plugin) } }
    return (table.fullFilterColumns ?? []).flatMap { column in
      table.nodeOrder.indices.filter { !column.passes($0) }.map { (table.nodeOrder[$0], column.plugin) }
    }
  }

  func remedies(_ node: String, _ plugin: String) -> [Remedy] {
    guard let row = table.nodeOrder.firstIndex(of: node) else { return [] }
    return remedies[row]?.first { $0.plugin == plugin }?.remedies ?? []
  }
}

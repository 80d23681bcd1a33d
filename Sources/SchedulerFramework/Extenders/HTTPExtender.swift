import KubernetesAPI

/// An extender that can be called: its part of the configuration, and the way there.
/// <https://github.com/kubernetes/design-proposals-archive/blob/main/scheduling/scheduler_extender.md>
struct HTTPExtender: Sendable {
  /// kube-scheduler's timeout where the configuration gives none.
  private static let standardTimeout: Duration = .seconds(5)

  private let configuration: Extender
  private let client: any ExtenderClient

  /// - Parameter index: its place in `extenders`.
  /// - Throws: When it must not be called.
  init(_ configuration: Extender, index: Int, client: (any ExtenderClient)?) throws(ConfigurationError) {
    let url = configuration.urlPrefix
    func refused(_ reason: String) -> ConfigurationError {
      let path = FieldPath("extenders").index(index).field("urlPrefix")
      let message = "\(url) is not allowed: \(reason)"
      return ConfigurationError(
        "\(path): \(message)", causes: [FieldError(.forbidden, message: message, at: path)])
    }
    guard let client else { throw refused("extenders are not called here") }
    if let reason = client.refusal(of: url) { throw refused(reason) }
    self.configuration = configuration
    self.client = client
  }

  /// What the decision table calls it.
  var name: String { configuration.urlPrefix }
  var weight: Int64 { Int64(configuration.weight) }
  var isIgnorable: Bool { configuration.ignorable }
  var filters: Bool { !configuration.filterVerb.isEmpty }
  var scores: Bool { !configuration.prioritizeVerb.isEmpty }
  var preempts: Bool { !configuration.preemptVerb.isEmpty }
  var binds: Bool { !configuration.bindVerb.isEmpty }

  /// Whether the Pod has to do with a resource that the extender manages; without any, every Pod has.
  func isInterested(in pod: Pod) -> Bool {
    let managed = Set(configuration.managedResources.map(\.name))
    if managed.isEmpty { return true }
    return (pod.spec.containers + pod.spec.initContainers).contains { container in
      container.resources.requests.quantities.keys.contains(where: managed.contains)
        || container.resources.limits.quantities.keys.contains(where: managed.contains)
    }
  }

  // MARK: Verbs

  struct FilterResult {
    var passed: Set<Int>
    /// The reasons of the others, as far as it gave any.
    var failed: [Int: Status] = [:]
  }

  func filter(_ pod: Pod, _ rows: [Int], in cluster: ClusterState) throws(ExtenderError) -> FilterResult {
    let answer = try send(configuration.filterVerb, arguments(pod, rows, in: cluster))
    if let error = answer[anyCase: "Error"].nonEmptyString { throw ExtenderError(error) }
    let byName = Dictionary(rows.map { (cluster.nodes[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = answer[anyCase: "NodeNames"]
    var passed: [String] = []
    if configuration.nodeCacheCapable, !names.isNull {
      passed = names.strings
    } else {
      passed = answer[anyCase: "Nodes"][anyCase: "items"].items.compactMap { $0["metadata"]["name"].string }
    }
    var result = FilterResult(passed: [])
    for node in passed {
      guard let row = byName[node] else {
        throw ExtenderError(
          "extender \(FieldError.quoted(name)) claims a filtered node \(FieldError.quoted(node)) "
            + "which is not found in the input node list")
      }
      result.passed.insert(row)
    }
    // What is said to be beyond help goes before what is said of the same Node otherwise.
    for (member, code) in [
      ("FailedNodes", Status.Code.unschedulable), ("FailedAndUnresolvableNodes", .unschedulableAndUnresolvable),
    ] {
      for (node, reason) in answer[anyCase: member].stringMap {
        if let row = byName[node] { result.failed[row] = Status(code, reason) }
      }
    }
    return result
  }

  /// Scores from 0 to 10 by row; Nodes that the extender does not name have none.
  func prioritize(_ pod: Pod, _ rows: [Int], in cluster: ClusterState) throws(ExtenderError) -> [Int: Int64] {
    let answer = try send(configuration.prioritizeVerb, arguments(pod, rows, in: cluster))
    var scores: [Int: Int64] = [:]
    for item in answer.items {
      guard let node = item[anyCase: "Host"].string, let row = cluster.row(of: node) else { continue }
      scores[row] = item[anyCase: "Score"].integer ?? 0
    }
    return scores
  }

  func preempt(
    _ pod: Pod, _ candidates: [VictimsOnNode], in cluster: ClusterState
  ) throws(ExtenderError) -> [VictimsOnNode] {
    var body: JSONValue = ["Pod": cluster.json(of: pod), "NodeNameToVictims": .null, "NodeNameToMetaVictims": .null]
    let member = configuration.nodeCacheCapable ? "NodeNameToMetaVictims" : "NodeNameToVictims"
    for candidate in candidates {
      let victims = candidate.victims.map { info -> JSONValue in
        configuration.nodeCacheCapable ? ["UID": .string(info.pod.metadata.uid)] : cluster.json(of: info.pod)
      }
      body[member][cluster.nodes[candidate.row].name] = [
        "Pods": .array(victims), "NumPDBViolations": .integer(Int64(candidate.violations)),
      ]
    }
    let answer = try send(configuration.preemptVerb, body)
    var kept: [VictimsOnNode] = []
    for (node, victims) in answer[anyCase: "NodeNameToMetaVictims"].members {
      guard let row = cluster.row(of: node) else {
        throw ExtenderError("nodeinfo not found for node name \(FieldError.quoted(node))")
      }
      var pods: [PodInfo] = []
      for item in victims[anyCase: "Pods"].items {
        let uid = item[anyCase: "UID"].string ?? ""
        guard let info = cluster.podsOnRow[row].first(where: { $0.pod.metadata.uid == uid }) else {
          throw ExtenderError(
            "extender: \(name) claims to preempt pod (UID: &{\(uid)}) on node: \(node), "
              + "but the pod is not found on that node")
        }
        pods.append(info)
      }
      if pods.isEmpty {
        if isIgnorable { continue }
        throw ExtenderError("expected at least one victim pod on node \(FieldError.quoted(node))")
      }
      let violations = Int(clamping: victims[anyCase: "NumPDBViolations"].integer ?? 0)
      kept.append(VictimsOnNode(row: row, victims: pods, violations: violations))
    }
    return kept.sorted { $0.row < $1.row }
  }

  func bind(_ pod: Pod, to node: String) throws(ExtenderError) {
    let answer = try send(
      configuration.bindVerb,
      [
        "PodName": .string(pod.metadata.name), "PodNamespace": .string(pod.metadata.namespace),
        "PodUID": .string(pod.metadata.uid), "Node": .string(node),
      ])
    if let error = answer[anyCase: "Error"].nonEmptyString { throw ExtenderError(error) }
  }

  // MARK: Sending

  /// `ExtenderArgs`.
  private func arguments(_ pod: Pod, _ rows: [Int], in cluster: ClusterState) -> JSONValue {
    let nodes = rows.map { cluster.nodes[$0] }
    return [
      "Pod": cluster.json(of: pod),
      "Nodes": configuration.nodeCacheCapable ? .null : ["items": .array(nodes.map { cluster.json(of: $0) })],
      "NodeNames": configuration.nodeCacheCapable ? JSONValue(nodes.map(\.name)) : .null,
    ]
  }

  private func send(_ verb: String, _ body: JSONValue) throws(ExtenderError) -> JSONValue {
    var prefix = Substring(configuration.urlPrefix)
    while prefix.last == "/" { prefix.removeLast() }
    let url = "\(prefix)/\(verb)"
    let nanoseconds = configuration.httpTimeout.nanoseconds
    let answer = try client.post(
      body, to: url, timeout: nanoseconds == 0 ? Self.standardTimeout : .nanoseconds(nanoseconds))
    guard answer.status == 200 else {
      throw ExtenderError("failed \(verb) with extender at URL \(url), code \(answer.status)")
    }
    do {
      return try JSONValue(json: answer.body, file: url, limits: DocumentLimits())
    } catch {
      throw ExtenderError("the answer of \(url) is no JSON: \(error)")
    }
  }
}

extension JSONValue {
  /// A member by its name in any case of letters, as Go reads JSON into structures.
  fileprivate subscript(anyCase name: String) -> JSONValue {
    let exact = self[name]
    if !exact.isNull { return exact }
    return members.first { $0.key.lowercased() == name.lowercased() }?.value ?? .null
  }
}

extension ClusterState {
  /// The whole object where it is known, and otherwise what says which one it is.
  fileprivate func json(of pod: Pod) -> JSONValue {
    object(kind: "Pod", namespace: pod.metadata.namespace, name: pod.metadata.name)?.value
      ?? Self.reference("Pod", pod.metadata)
  }

  fileprivate func json(of node: Node) -> JSONValue {
    object(kind: "Node", namespace: "", name: node.name)?.value ?? Self.reference("Node", node.metadata)
  }

  private static func reference(_ kind: String, _ metadata: ObjectMeta) -> JSONValue {
    [
      "apiVersion": "v1", "kind": .string(kind),
      "metadata": [
        "name": .string(metadata.name), "uid": .string(metadata.uid), "labels": JSONValue(metadata.labels),
        "namespace": kind == "Pod" ? .string(metadata.namespace) : .null,
      ],
    ]
  }
}

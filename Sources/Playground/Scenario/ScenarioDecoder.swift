import ClusterSimulator
import KubernetesAPI
import SchedulerFramework

/// Decodes the `spec` of a Scenario document.
struct ScenarioDecoder {
  private let manifest: Manifest
  private let file: String?
  private var fields: FieldDecoder

  init(_ manifest: Manifest, file: String?) {
    self.manifest = manifest
    self.file = file
    fields = FieldDecoder(
      file: file, document: manifest.node, object: "Scenario \"\(manifest.object.name)\"")
  }

  /// Mistakes of the document itself, and of the manifests inside it.
  var errors: [SourceError] { fields.errors + innerErrors }
  private var innerErrors: [SourceError] = []

  mutating func decode(into scenario: inout Scenario) {
    let root = fields.members(
      manifest.node, at: FieldPath(), expecting: ["apiVersion", "kind", "metadata", "spec"])
    let metadata = fields.members(
      root["metadata"], at: FieldPath("metadata"), expecting: ["name", "labels", "annotations"])
    scenario.name = fields.string(metadata["name"], at: FieldPath("metadata", "name")) ?? ""
    scenario.section = metadata["labels"]?.value["berth.dev/section"].string

    let path = FieldPath("spec")
    let spec = fields.members(
      root["spec"], at: path,
      expecting: [
        "title", "description", "seed", "tieBreak", "user", "until", "apiServer", "configurations", "schedulers",
        "files", "staticPods", "steps",
      ])
    scenario.title = fields.localizedText(spec["title"], at: path.field("title"))
    scenario.description = fields.localizedText(spec["description"], at: path.field("description"))
    if let seed = fields.integer(spec["seed"], at: path.field("seed"), in: 0...Int64.max) {
      scenario.seed = UInt64(seed)
    }
    if let user = fields.string(spec["user"], at: path.field("user")) { scenario.user = user }
    scenario.until = fields.time(spec["until"], at: path.field("until"))
    decodeTieBreak(spec["tieBreak"], at: path.field("tieBreak"))
    decodeAPIServer(spec["apiServer"], at: path.field("apiServer"))
    for (name, text) in fields.map(spec["files"], at: path.field("files")) {
      scenario.files[name] = fields.string(text, at: path.field("files").field(name))
    }
    decodeConfigurations(spec["configurations"], at: path.field("configurations"), into: &scenario)
    decodeSchedulers(spec["schedulers"], at: path.field("schedulers"), into: &scenario)
    if spec["staticPods"] != nil {
      fields.report("static Pods are not supported yet", at: path.field("staticPods"))
    }
    decodeSteps(spec["steps"], at: path.field("steps"), into: &scenario)
  }

  private mutating func decodeTieBreak(_ node: SourceNode?, at path: FieldPath) {
    guard let text = fields.string(node, at: path), text != "first" else { return }
    fields.report(
      text == "random" ? "random is not supported yet" : "Unsupported value: \"\(text)\": supported values: \"first\"",
      at: path)
  }

  private mutating func decodeAPIServer(_ node: SourceNode?, at path: FieldPath) {
    let flags = ["enableAdmissionPlugins", "disableAdmissionPlugins"]
    let members = fields.members(node, at: path, expecting: Set(flags))
    for flag in flags where !fields.strings(members[flag], at: path.field(flag)).isEmpty {
      fields.report("choosing admission plugins is not supported yet", at: path.field(flag))
    }
  }

  // MARK: - Schedulers

  private mutating func decodeConfigurations(
    _ node: SourceNode?, at path: FieldPath, into scenario: inout Scenario
  ) {
    for (index, item) in fields.items(node, at: path).enumerated() {
      let path = path.index(index)
      let members = fields.members(item, at: path, expecting: ["name", "configuration"])
      guard let name = fields.string(members["name"], at: path.field("name")), !name.isEmpty else {
        fields.report("Required value: a configuration needs a name", at: path)
        continue
      }
      if scenario.configuration(named: name) != nil {
        fields.report("Duplicate value: \"\(name)\"", at: path.field("name"))
        continue
      }
      let source = members["configuration"]?.value ?? .null
      let mistakes = ScenarioReader.mistakes(
        in: manifest, at: path.field("configuration"), value: source, scenario.extenderClient)
      innerErrors += mistakes
      if mistakes.isEmpty, let configuration = try? SchedulerConfiguration(source) {
        scenario.configurations.append(.init(name: name, configuration: configuration, source: source))
      }
    }
  }

  private mutating func decodeSchedulers(_ node: SourceNode?, at path: FieldPath, into scenario: inout Scenario) {
    guard let node, !node.isNull else { return }
    var entries: [Scenario.SchedulerEntry] = []
    for (index, item) in fields.items(node, at: path).enumerated() {
      let path = path.index(index)
      let members = fields.members(item, at: path, expecting: ["name", "replicas", "leaderElect", "configuration"])
      let name = fields.string(members["name"], at: path.field("name")) ?? ""
      if name.isEmpty { fields.report("Required value: a scheduler needs a name", at: path) }
      let configuration =
        fields.string(members["configuration"], at: path.field("configuration")) ?? Scenario.defaultConfiguration
      if scenario.configuration(named: configuration) == nil, innerErrors.isEmpty {
        let names = scenario.configurations.map(\.name).joined(separator: ", ")
        fields.report(
          "Not found: \"\(configuration)\"; there are: \(names)", at: path.field("configuration"))
      }
      entries.append(
        Scenario.SchedulerEntry(
          name: name,
          replicas: Int(fields.integer(members["replicas"], at: path.field("replicas"), in: 1...9) ?? 1),
          leaderElect: fields.bool(members["leaderElect"], at: path.field("leaderElect")) ?? false,
          configuration: configuration))
    }
    scenario.schedulers = entries
  }

  // MARK: - Steps

  private static let actions = ["kubectl", "apply", "edit", "staticPods", "node", "scheduler"]

  private mutating func decodeSteps(_ node: SourceNode?, at path: FieldPath, into scenario: inout Scenario) {
    for (index, item) in fields.items(node, at: path).enumerated() {
      let path = path.index(index)
      let members = fields.members(item, at: path, expecting: Set(Self.actions + ["at", "as"]))
      let time = fields.time(members["at"], at: path.field("at")) ?? .start
      let user = fields.string(members["as"], at: path.field("as"))
      let given = Self.actions.filter { members[$0] != nil }
      guard given.count == 1, let action = given.first, let value = members[action] else {
        fields.report("a step does exactly one of: \(Self.actions.joined(separator: ", "))", at: path)
        continue
      }
      if let action = decodeAction(action, value, at: path.field(action)) {
        scenario.steps.append(UserStep(at: time, action, as: user))
      }
    }
  }

  private mutating func decodeAction(
    _ action: String, _ node: SourceNode, at path: FieldPath
  ) -> UserStep.Action? {
    switch action {
    case "kubectl": return fields.string(node, at: path).map { .kubectl($0) }
    case "apply": return .apply(objects(node, at: path))
    case "edit": return edit(node, at: path)
    case "node": return nodeStep(node, at: path)
    case "scheduler":
      _ = fields.members(node, at: path, expecting: ["name", "kill", "stop", "start"])
      fields.report("starting and stopping schedulers is not supported yet", at: path)
      return nil
    default:
      fields.report("static Pods are not supported yet", at: path)
      return nil
    }
  }

  /// A manifest or a list of them.
  private mutating func objects(_ node: SourceNode, at path: FieldPath) -> [KubernetesObject] {
    var parts = [(node, path)]
    if case .array(let items) = node.content {
      parts = items.enumerated().map { ($1, path.index($0)) }
    }
    return parts.flatMap { part, path in
      let inner = ManifestReader(file: file).read(part)
      innerErrors += inner.errors
      return inner.objects.map(\.object)
    }
  }

  private mutating func edit(_ node: SourceNode, at path: FieldPath) -> UserStep.Action? {
    let members = fields.members(node, at: path, expecting: ["kind", "name", "namespace", "patch"])
    guard let kind = fields.string(members["kind"], at: path.field("kind")),
      let name = fields.string(members["name"], at: path.field("name")), let patch = members["patch"]
    else {
      fields.report("Required value: an edit needs kind, name and patch", at: path)
      return nil
    }
    return .edit(
      kind: kind, name: name, namespace: fields.string(members["namespace"], at: path.field("namespace")),
      patch: patch.value)
  }

  private mutating func nodeStep(_ node: SourceNode, at path: FieldPath) -> UserStep.Action? {
    let members = fields.members(node, at: path, expecting: ["name", "kubelet", "conditions"])
    guard let name = fields.string(members["name"], at: path.field("name")) else {
      fields.report("Required value: the Node's name", at: path)
      return nil
    }
    var runs: Bool?
    if let state = fields.string(members["kubelet"], at: path.field("kubelet")) {
      runs = state == "running"
      if state != "running" && state != "stopped" {
        fields.report(
          "Unsupported value: \"\(state)\": supported values: \"running\", \"stopped\"", at: path.field("kubelet"))
      }
    }
    let conditions = members["conditions"].map { fields.items($0, at: path.field("conditions")).map(\.value) }
    return .node(name: name, kubeletRuns: runs, conditions: conditions)
  }
}

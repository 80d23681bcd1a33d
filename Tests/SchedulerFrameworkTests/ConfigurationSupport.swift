import KubernetesAPI
import SchedulerFramework
import Testing

/// The plugins of Kubernetes v1.34 with the extension points that they implement.
let inTreePlugins: [String: Set<ExtensionPoint>] = [
  "SchedulingGates": [.preEnqueue],
  "PrioritySort": [.queueSort],
  "NodeUnschedulable": [.filter],
  "NodeName": [.filter],
  "TaintToleration": [.filter, .preScore, .score],
  "NodeAffinity": [.preFilter, .filter, .preScore, .score],
  "NodePorts": [.preFilter, .filter],
  "NodeResourcesFit": [.preFilter, .filter, .preScore, .score],
  "VolumeRestrictions": [.preFilter, .filter],
  "NodeVolumeLimits": [.preFilter, .filter],
  "VolumeBinding": [.preFilter, .filter, .preScore, .score, .reserve, .preBind],
  "VolumeZone": [.preFilter, .filter],
  "PodTopologySpread": [.preFilter, .filter, .preScore, .score],
  "InterPodAffinity": [.preFilter, .filter, .preScore, .score],
  "DynamicResources": [.preEnqueue, .preFilter, .filter, .postFilter, .reserve, .preBind],
  "DefaultPreemption": [.preEnqueue, .postFilter],
  "NodeResourcesBalancedAllocation": [.preScore, .score],
  "ImageLocality": [.score],
  "DefaultBinder": [.bind],
]

/// The value that a text in YAML or JSON holds.
func yaml(_ text: String) -> JSONValue {
  let documents = DocumentReader().read(text)
  if !documents.errors.isEmpty { Issue.record("\(documents.errors)") }
  return documents.nodes.first?.value ?? .null
}

/// A configuration with these members beside `apiVersion` and `kind`.
func configuration(_ members: String) -> JSONValue { configuration(yaml(members)) }

/// A configuration with one profile, which has these members.
func configuration(profile members: String) -> JSONValue { configuration(["profiles": [yaml(members)]]) }

/// A configuration with one profile that has these arguments for a plugin.
func configuration(arguments: String, of plugin: String) -> JSONValue {
  configuration(["profiles": [["pluginConfig": [["name": .string(plugin), "args": yaml(arguments)]]]]])
}

private func configuration(_ members: JSONValue) -> JSONValue {
  var value: JSONValue = ["apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration"]
  for (name, member) in members.members { value[name] = member }
  return value
}

/// What kube-scheduler says of a configuration; nil when it starts with it.
func rejection(of value: JSONValue?) -> String? { configurationError(of: value)?.message }

func configurationError(of value: JSONValue?) -> ConfigurationError? {
  do throws(ConfigurationError) {
    _ = try SchedulerConfiguration(value).resolvedProfiles(knowing: inTreePlugins)
    return nil
  } catch {
    return error
  }
}

/// The only profile of a configuration.
func resolvedProfile(_ profile: String) throws -> ResolvedProfile {
  let profiles = try SchedulerConfiguration(configuration(profile: profile)).resolvedProfiles(knowing: inTreePlugins)
  return try #require(profiles.first)
}

extension ResolvedProfile {
  func names(at point: ExtensionPoint) -> [String] { plugins[point, default: []].map(\.name) }

  func weight(of plugin: String) -> Int? { plugins[.score, default: []].first { $0.name == plugin }?.weight }
}

/// A value with what is said of it.
struct Mistake: Sendable, CustomTestStringConvertible {
  var value: JSONValue
  var message: String

  init(_ value: JSONValue, _ message: String) {
    self.value = value
    self.message = message
  }

  init(_ text: String, _ message: String) {
    self.init(yaml(text), message)
  }

  var testDescription: String { message }
}

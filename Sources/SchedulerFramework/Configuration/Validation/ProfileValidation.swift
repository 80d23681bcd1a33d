import KubernetesAPI

extension ConfigurationDocument {
  func validateProfiles(_ errors: inout ValidationErrors) {
    let path = FieldPath("profiles")
    var seen: Set<String> = []
    for (index, profile) in profiles.enumerated() {
      profile.validate(at: path.index(index), &errors)
      if !seen.insert(profile.schedulerName).inserted {
        // kube-scheduler prints the path of the other profile here, and nothing of a path is printed.
        errors.duplicate(path.index(index).field("schedulerName"), "{}")
      }
    }
    validateQueueSort(at: path, &errors)
  }

  static func validatePercentage(_ percentage: Int?, within path: FieldPath, _ errors: inout ValidationErrors) {
    if let percentage, !(0...100).contains(percentage) {
      errors.invalid(path.field("percentageOfNodesToScore"), percentage, "not in valid range [0-100]")
    }
  }

  /// All Pods wait in one queue, so every profile must say the same about its order.
  private func validateQueueSort(at path: FieldPath, _ errors: inout ValidationErrors) {
    guard let first = profiles.first else { return }
    let expected = first.queueSort
    if expected.enabled.count > 1 {
      errors.invalid(
        path.index(0).field("plugins").field("queueSort").field("Enabled"), expected.enabled.count,
        "only one queue sort plugin can be enabled")
    }
    let name = expected.enabled.first?.name
    let arguments = first.pluginConfiguration.last { $0.name == name }?.arguments
    for (index, profile) in profiles.enumerated().dropFirst() {
      if profile.queueSort != expected {
        errors.invalid(
          path.index(index).field("plugins").field("queueSort"), profile.queueSort.goJSON,
          "must be the same for all profiles")
      }
      for plugin in profile.pluginConfiguration where plugin.name == name && plugin.arguments != arguments {
        errors.invalid(
          path.index(index).field("pluginConfig").field("args"), plugin.value.json,
          "queueSort must be the same for all profiles")
      }
    }
  }
}

extension DecodedProfile {
  /// Plugins that Kubernetes once had.
  private static let removedPlugins: Set = ["AzureDiskLimits", "CinderLimits", "EBSLimits", "GCEPDLimits"]
  private static let removed =
    "was invalid in version \"v1\" (KubeSchedulerConfiguration is version "
    + "\"\(ConfigurationSchema.groupVersion)\")"

  fileprivate func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    if schedulerName.isEmpty { errors.required(path.field("schedulerName")) }
    ConfigurationDocument.validatePercentage(value["percentageOfNodesToScore"].int, within: path, &errors)
    for point in ExtensionPoint.allCases {
      let field = point.configurationField
      let path = path.field("plugins").field(field).field("enabled")
      for (index, plugin) in PluginSet(value["plugins"][field]).enabled.enumerated()
      where Self.removedPlugins.contains(plugin.name) {
        errors.invalid(path.index(index), FieldError.quoted(plugin.name), Self.removed)
      }
    }
    var seen: Set<String> = []
    for (index, plugin) in pluginConfiguration.enumerated() {
      let path = path.field("pluginConfig").index(index)
      if !seen.insert(plugin.name).inserted { errors.duplicate(path, FieldError.quoted(plugin.name)) }
      if Self.removedPlugins.contains(plugin.name) {
        errors.invalid(path, FieldError.quoted(plugin.name), Self.removed)
      } else {
        plugin.arguments.validate(at: path.field("args"), &errors)
      }
    }
  }

  fileprivate var queueSort: PluginSet { PluginSet(value["plugins"]["queueSort"]) }
}

extension PluginSet {
  /// The set as Go's JSON encoder writes kube-scheduler's own type.
  fileprivate var goJSON: String {
    func list(_ plugins: [PluginReference]) -> String {
      guard !plugins.isEmpty else { return "null" }
      let items = plugins.map { "{\"Name\":\(FieldError.quoted($0.name)),\"Weight\":\($0.weight)}" }
      return "[\(items.joined(separator: ","))]"
    }
    return "{\"Enabled\":\(list(enabled)),\"Disabled\":\(list(disabled.map { PluginReference($0) }))}"
  }
}

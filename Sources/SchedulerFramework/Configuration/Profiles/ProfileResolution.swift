import KubernetesAPI

extension ProfileConfiguration {
  /// Works out which plugins the profile runs, and in which order.
  ///
  /// At an extension point come first the `multiPoint` plugins that are listed there as well, in the order of that
  /// list; then the other `multiPoint` plugins that implement the point; then those listed only there.
  /// `disabled` takes away `multiPoint` plugins only.
  ///
  /// - Parameter known: the plugins there are, with the extension points that each implements.
  /// - Throws: what kube-scheduler says when it cannot build the profile.
  public func resolved(knowing known: [String: Set<ExtensionPoint>]) throws(ConfigurationError) -> ResolvedProfile {
    try validateArgumentsAtBuild(knowing: known)
    var plugins: [ExtensionPoint: [String]] = [:]
    for point in Self.buildOrder { plugins[point] = try explicitPlugins(at: point, knowing: known) }
    if !self.plugins.multiPoint.enabled.isEmpty {
      for point in Self.buildOrder where !self.plugins[point].disabled.contains("*") {
        plugins[point] = try expandedPlugins(at: point, knowing: known)
      }
    }

    let queueSorts = plugins[.queueSort, default: []].count
    guard queueSorts == 1 else {
      throw buildError(
        "only one queue sort plugin required for profile with scheduler name \(FieldError.quoted(schedulerName)), "
          + "but got \(queueSorts)", at: location(in: ExtensionPoint.queueSort.configurationField))
    }
    guard !plugins[.bind, default: []].isEmpty else {
      throw buildError(
        "at least one bind plugin is needed for profile with scheduler name \(FieldError.quoted(schedulerName))",
        at: location(in: ExtensionPoint.bind.configurationField))
    }
    let weights = try scoreWeights(knowing: known)
    return ResolvedProfile(
      schedulerName: schedulerName, percentageOfNodesToScore: percentageOfNodesToScore,
      plugins: plugins.mapValues { names in names.map { EnabledPlugin(name: $0, weight: weights[$0] ?? 0) } },
      arguments: arguments, argumentLocations: argumentLocations)
  }

  /// The order in which kube-scheduler goes through the points; the first mistake in it is the one reported.
  private static let buildOrder: [ExtensionPoint] = [
    .preFilter, .filter, .postFilter, .reserve, .preScore, .score, .preBind, .bind, .postBind, .permit, .preEnqueue,
    .queueSort,
  ]

  /// NodeResourcesFit is the one plugin whose arguments are looked at no earlier than here.
  private func validateArgumentsAtBuild(knowing known: [String: Set<ExtensionPoint>]) throws(ConfigurationError) {
    let name = "NodeResourcesFit"
    guard known[name] != nil, plugins.enabledNames.contains(name), case .nodeResourcesFit(let fit) = arguments[name]
    else { return }
    var errors = ValidationErrors(within: argumentLocations[name] ?? FieldPath())
    fit.validate(&errors)
    if let text = errors.aggregate {
      throw buildError("initializing plugin \(FieldError.quoted(name)): \(text)", errors.errors)
    }
  }

  private func explicitPlugins(
    at point: ExtensionPoint, knowing known: [String: Set<ExtensionPoint>]
  ) throws(ConfigurationError) -> [String] {
    var names: [String] = []
    for plugin in plugins[point].enabled {
      let location = location(ofPlugin: plugin.name, in: point.configurationField)
      guard let points = known[plugin.name] else { throw unknownPlugin(plugin.name, for: point, at: location) }
      guard points.contains(point) else {
        throw buildError(
          "plugin \(FieldError.quoted(plugin.name)) does not extend \(point.interfaceName) plugin", at: location)
      }
      guard !names.contains(plugin.name) else { throw registeredTwice(plugin.name, for: point, at: location) }
      names.append(plugin.name)
    }
    return names
  }

  private func expandedPlugins(
    at point: ExtensionPoint, knowing known: [String: Set<ExtensionPoint>]
  ) throws(ConfigurationError) -> [String] {
    let explicit = plugins[point].enabled.map(\.name)
    let disabled = plugins[point].disabled
    var overridden: Set<String> = []
    var expanded: [String] = []
    for plugin in plugins.multiPoint.enabled {
      let location = location(ofPlugin: plugin.name, in: "multiPoint")
      guard let points = known[plugin.name] else { throw unknownPlugin(plugin.name, for: point, at: location) }
      guard points.contains(point), !disabled.contains(plugin.name) else { continue }
      if explicit.contains(plugin.name) {
        overridden.insert(plugin.name)
      } else if expanded.contains(plugin.name) {
        throw registeredTwice(plugin.name, for: point, at: location)
      } else {
        expanded.append(plugin.name)
      }
    }
    return explicit.filter(overridden.contains) + expanded + explicit.filter { !overridden.contains($0) }
  }

  /// The weight of every enabled plugin that scores. What is said at `score` goes before what is said at `multiPoint`,
  /// and no weight is a weight of 1.
  private func scoreWeights(
    knowing known: [String: Set<ExtensionPoint>]
  ) throws(ConfigurationError) -> [String: Int] {
    let maximumNodeScore: Int64 = 100
    var weights: [String: Int] = [:]
    var total: Int64 = 0
    for plugin in plugins[.score].enabled + plugins.multiPoint.enabled {
      guard known[plugin.name]?.contains(.score) == true, weights[plugin.name] == nil else { continue }
      let weight = plugin.weight == 0 ? 1 : plugin.weight
      weights[plugin.name] = weight
      // As in kube-scheduler the subtraction wraps: a negative weight makes that of the next plugin too much.
      let highest = Int64(weight) * maximumNodeScore
      guard highest <= Int64.max &- total else {
        throw buildError("total score of Score plugins could overflow", at: location())
      }
      total += highest
    }
    return weights
  }

  private func unknownPlugin(
    _ name: String, for point: ExtensionPoint, at location: FieldPath
  ) -> ConfigurationError {
    buildError("\(point.interfaceName) \(FieldError.quoted(name)) does not exist", at: location)
  }

  private func registeredTwice(
    _ name: String, for point: ExtensionPoint, at location: FieldPath
  ) -> ConfigurationError {
    buildError(
      "plugin \(FieldError.quoted(name)) already registered as \(FieldError.quoted(point.interfaceName))", at: location)
  }

  private func buildError(_ text: String, at location: FieldPath) -> ConfigurationError {
    buildError(text, [FieldError(.invalid, message: text, at: location)])
  }

  private func buildError(_ text: String, _ causes: [FieldError]) -> ConfigurationError {
    ConfigurationError(
      "initializing profiles: creating profile for scheduler name \(schedulerName): \(text)", causes: causes)
  }
}

extension ExtensionPoint {
  /// The name of the interface that plugins at this point implement: `FilterPlugin`.
  fileprivate var interfaceName: String { rawValue + "Plugin" }
}

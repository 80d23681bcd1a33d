import KubernetesAPI

/// The plugins that configurations can name.
///
///     var registry = PluginRegistry()
///     registry.register(NodeName.self) { _ in NodeName() }
public struct PluginRegistry: Sendable {
  /// Makes a plugin from its arguments, nil when the profile gives none.
  ///
  /// It throws what is wrong with the arguments, with places within them.
  public typealias Factory = @Sendable (PluginArguments?) throws(ConfigurationError) -> any Plugin

  private struct Entry: Sendable {
    let extensionPoints: Set<ExtensionPoint>
    let make: Factory
  }

  /// Stands for a registry and its copies.
  final class Identity: Sendable {}

  private var entries: [String: Entry] = [:]
  private(set) var identity = Identity()

  public init() {}

  public mutating func register<P: Plugin>(
    _ type: P.Type, _ make: @escaping @Sendable (PluginArguments?) throws(ConfigurationError) -> P
  ) {
    entries[P.name] = Entry(extensionPoints: P.extensionPoints, make: make)
    identity = Identity()
  }

  /// Every plugin's extension points, by name.
  public var extensionPoints: [String: Set<ExtensionPoint>] { entries.mapValues(\.extensionPoints) }

  /// The plugins of both; of two with one name the other registry's counts.
  public func merging(_ other: PluginRegistry) -> PluginRegistry {
    var merged = self
    merged.entries.merge(other.entries) { _, new in new }
    merged.identity = Identity()
    return merged
  }

  /// nil for a name that is not registered.
  ///
  /// - Throws: What the plugin says of its arguments in the profile.
  func makePlugin(named name: String, of profile: ResolvedProfile) throws(ConfigurationError) -> (any Plugin)? {
    guard let entry = entries[name] else { return nil }
    do throws(ConfigurationError) {
      return try entry.make(profile.arguments[name])
    } catch {
      let location = profile.argumentLocations[name] ?? FieldPath()
      throw ConfigurationError(
        "initializing profiles: creating profile for scheduler name \(profile.schedulerName): "
          + "initializing plugin \(FieldError.quoted(name)): \(error.message)",
        causes: error.causes.map { $0.moved(into: location) })
    }
  }
}

extension FieldError {
  /// The mistake as it is seen from the document that has `location`.
  fileprivate func moved(into location: FieldPath) -> FieldError {
    FieldError(reason, field: field, message: message, at: FieldPath(location.elements + self.location.elements))
  }
}

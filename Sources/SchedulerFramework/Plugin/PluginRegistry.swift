/// The plugins that configurations can name.
///
///     var registry = PluginRegistry()
///     registry.register(NodeName.self) { _ in NodeName() }
public struct PluginRegistry: Sendable {
  /// Makes a plugin from its arguments, nil when the profile gives none.
  public typealias Factory = @Sendable (PluginArguments?) -> any Plugin

  private struct Entry: Sendable {
    let extensionPoints: Set<ExtensionPoint>
    let make: Factory
  }

  private var entries: [String: Entry] = [:]

  public init() {}

  public mutating func register<P: Plugin>(_ type: P.Type, _ make: @escaping @Sendable (PluginArguments?) -> P) {
    entries[P.name] = Entry(extensionPoints: P.extensionPoints, make: make)
  }

  /// Every plugin's extension points, by name.
  public var extensionPoints: [String: Set<ExtensionPoint>] { entries.mapValues(\.extensionPoints) }

  /// nil for a name that is not registered.
  public func makePlugin(named name: String, arguments: PluginArguments?) -> (any Plugin)? {
    entries[name]?.make(arguments)
  }
}

import Synchronization

/// The plans of a configuration's profiles, once they are worked out. It is no part of what a configuration says: all are equal.
final class KnownPlans: Sendable {
  private struct Entry: Sendable {
    let profiles: [ProfileConfiguration]
    let registry: PluginRegistry.Identity
    let plans: [ProfilePlan]
  }

  private let entry = Mutex<Entry?>(nil)

  /// nil unless they were kept for these profiles and plugins last.
  func plans(of profiles: [ProfileConfiguration], _ plugins: PluginRegistry) -> [ProfilePlan]? {
    let known = entry.withLock { $0 }
    guard let known, known.registry === plugins.identity, known.profiles == profiles else { return nil }
    return known.plans
  }

  func keep(_ plans: [ProfilePlan], of profiles: [ProfileConfiguration], _ plugins: PluginRegistry) {
    let new = Entry(profiles: profiles, registry: plugins.identity, plans: plans)
    entry.withLock { $0 = new }
  }
}

extension KnownPlans: Hashable {
  static func == (left: KnownPlans, right: KnownPlans) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

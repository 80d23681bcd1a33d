import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Synchronization
import Testing

/// What schedulers of one configuration have in common.
@Suite struct SharedConfigurationTests {
  /// A plugin as a profile needs one more.
  private struct Witness: Plugin {
    static let name = "Witness"
    static let extensionPoints: Set<ExtensionPoint> = [.filter]

    private final class Cycle: PluginCycle {}

    func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle { Cycle() }
  }

  private static let document: JSONValue = [
    "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
    "profiles": [["plugins": ["multiPoint": ["enabled": [["name": "Witness"]]]]]],
  ]

  @Test func `each scheduler has plugins of its own, as they may remember what they have seen`() throws {
    let made = Mutex(0)
    var registry = PluginRegistry.inTree
    registry.register(Witness.self) { _ in
      made.withLock { $0 += 1 }
      return Witness()
    }
    let configuration = try SchedulerConfiguration(Self.document)
    var counts: [Int] = []
    for _ in 0..<3 {
      let scheduler = try Scheduler(configuration: configuration, plugins: registry)
      #expect(scheduler.profiles[0].pluginNames(at: .filter).contains("Witness"))
      counts.append(made.withLock { $0 })
    }
    #expect(counts[0] < counts[1] && counts[1] < counts[2])
  }

  @Test func `what is changed in a configuration, or in the plugins there are, holds for the next scheduler`() throws {
    var configuration = try SchedulerConfiguration(nil)
    _ = try Scheduler(configuration: configuration, plugins: .inTree)
    configuration.profiles[0].schedulerName = "other"
    let other = try Scheduler(configuration: configuration, plugins: .inTree)
    #expect(other.profiles.map(\.schedulerName) == ["other"])
    let standard = try Scheduler(configuration: SchedulerConfiguration(nil), plugins: .inTree)
    #expect(standard.profiles.map(\.schedulerName) == ["default-scheduler"])

    let witnessing = try SchedulerConfiguration(Self.document)
    #expect(throws: ConfigurationError.self) { try Scheduler(configuration: witnessing, plugins: .inTree) }
    var registry = PluginRegistry.inTree
    registry.register(Witness.self) { _ in Witness() }
    let seeing = try Scheduler(configuration: witnessing, plugins: registry)
    #expect(seeing.profiles[0].pluginNames(at: .filter).contains("Witness"))
    #expect(throws: ConfigurationError.self) { try Scheduler(configuration: witnessing, plugins: .inTree) }
  }
}

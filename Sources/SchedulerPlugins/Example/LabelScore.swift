public import KubernetesAPI
public import SchedulerFramework

/// Prefers Nodes by a number in a label, and rejects those whose number is too small. An example of a plugin of one's own; not
/// a part of kube-scheduler. `docs/write-a-plugin.md` explains it line by line.
public struct LabelScore: Plugin {
  public static let name = "LabelScore"
  public static let extensionPoints: Set<ExtensionPoint> = [.filter, .score]

  private let label: String
  private let minimum: Int64

  /// - Parameter arguments: `label`, which has the number, and `minimum`, below which a Node is rejected.
  public init(_ arguments: PluginArguments? = nil) throws(ConfigurationError) {
    var reader = ArgumentReader(arguments)
    label = reader.string("label", default: "example.com/rank")
    minimum = Int64(reader.integer("minimum", default: 0, in: 0...1_000_000))
    try reader.finish()
  }

  public var events: [ClusterEvent] { [ClusterEvent(.node, [.add, .updateNodeLabel])] }

  public func dependence(for pod: Pod) -> Dependence { .node }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(plugin: self, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let plugin: LabelScore
    private let cluster: ClusterState

    init(plugin: LabelScore, cluster: ClusterState) {
      self.plugin = plugin
      self.cluster = cluster
    }

    /// A Node without the label, or with something else in it, counts as 0.
    private func number(of row: Int) -> Int64 {
      cluster.nodes[row].metadata.labels[plugin.label].flatMap { Int64($0) } ?? 0
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      let reason = "node(s) had a label \(plugin.label) below \(plugin.minimum)"
      column.reject(
        rows.filter { number(of: $0) < plugin.minimum }, Status(.unschedulableAndUnresolvable, reason))
    }

    func score(into column: inout ScoreColumn) {
      for (index, row) in column.rows.enumerated() { column[index] = max(0, number(of: row)) }
    }

    func normalize(_ column: inout ScoreColumn) { column.scaleByMaximum(lessIsBetter: false) }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      [.text("\(plugin.label) = \(number(of: row))")]
    }
  }
}

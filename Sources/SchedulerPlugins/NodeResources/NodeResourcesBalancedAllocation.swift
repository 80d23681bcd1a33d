public import KubernetesAPI
public import SchedulerFramework

/// Prefers Nodes whose resources would be used evenly with the Pod on them.
public struct NodeResourcesBalancedAllocation: Plugin {
  public static let name = "NodeResourcesBalancedAllocation"
  public static let extensionPoints: Set<ExtensionPoint> = [.preScore, .score]

  private let resources: [(name: String, weight: Int64)]

  public init(arguments: NodeResourcesBalancedAllocationArguments) {
    resources = arguments.resources.map { (name: $0.name, weight: Int64($0.weight)) }
  }

  public func dependence(for pod: Pod) -> Dependence { .nodeAndItsPods }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(scorer: ResourceScorer(resources: resources, pod: pod, cluster: cluster, counting: .actual))
  }

  private final class Cycle: PluginCycle {
    private let scorer: ResourceScorer

    init(scorer: ResourceScorer) { self.scorer = scorer }

    /// A Pod that requests none of the resources cannot change the balance.
    func preScore(_ rows: [Int]) -> Status { scorer.isBestEffort ? .skip : .success }

    private static func fraction(_ usage: ResourceScorer.Usage) -> Double {
      min(Double(usage.requested) / Double(usage.allocatable), 1)
    }

    /// How far the fractions lie apart: the standard deviation.
    private static func deviation(_ fractions: [Double]) -> Double {
      if fractions.count == 2 { return abs(fractions[0] - fractions[1]) / 2 }
      guard fractions.count > 2 else { return 0 }
      let mean = fractions.reduce(0, +) / Double(fractions.count)
      return (fractions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(fractions.count)).squareRoot()
    }

    var normalization: Normalization { .none }

    func score(into column: inout ScoreColumn) {
      if scorer.resourceCount == 2, column.rows.count <= ResourceScorer.fewRows {
        scorer.deviations(on: column.rows) { index, deviation in column[index] = Self.score(deviation) }
      } else if scorer.resourceCount == 2 {
        let fractions = scorer.fractions(of: column.rows)
        ResourceShares.balance(fractions[0], fractions[1], into: &column.normalized)
      } else {
        for (index, row) in column.rows.enumerated() {
          column[index] = Self.score(Self.deviation(scorer.fractions(on: row)))
        }
      }
    }

    /// Sums that wrapped around make it as bad as it can be told.
    private static func score(_ deviation: Double) -> Int64 {
      Int64(max((1 - deviation) * Double(ScoreColumn.maximum), -1e18))
    }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      let usage = scorer.usage(on: row)
      func tenThousandths(_ value: Double) -> Int64 { Int64((value * 10_000).rounded()) }
      let fractions = usage.map { ($0.resource, tenThousandths(Self.fraction($0))) }
      return [
        .balance(
          fractions: Dictionary(fractions, uniquingKeysWith: { first, _ in first }),
          deviation: tenThousandths(Self.deviation(usage.map(Self.fraction))))
      ]
    }
  }
}

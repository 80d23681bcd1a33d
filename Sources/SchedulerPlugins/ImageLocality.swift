public import KubernetesAPI
public import SchedulerFramework

/// Prefers Nodes that have the Pod's images already, by their size and by how many Nodes have them.
public struct ImageLocality: Plugin {
  public static let name = "ImageLocality"
  public static let extensionPoints: Set<ExtensionPoint> = [.score]

  /// Bytes that count as nothing, and bytes a container beyond which more counts no more.
  private static let minimum: Int64 = 23 << 20
  private static let maximumPerContainer: Int64 = 1000 << 20

  public init() {}

  public func dependence(for pod: Pod) -> Dependence { .node }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    let containers = pod.pod.spec.initContainers + pod.pod.spec.containers
    return Cycle(images: containers.map { Self.withTag($0.image) }, cluster: cluster)
  }

  /// The name as container runtimes report it: without a tag it is the latest one.
  static func withTag(_ image: String) -> String {
    let bytes = image.utf8
    let tail = bytes[(bytes.lastIndex(of: UInt8(ascii: "/")) ?? bytes.startIndex)...]
    return tail.contains(UInt8(ascii: ":")) ? image : image + ":latest"
  }

  private final class Cycle: PluginCycle {
    private let images: [String]
    private let cluster: ClusterState

    init(images: [String], cluster: ClusterState) {
      self.images = images
      self.cluster = cluster
    }

    var normalization: Normalization { .none }

    func score(into column: inout ScoreColumn) {
      if contributions.isEmpty { return }
      let maximum = ImageLocality.maximumPerContainer * Int64(images.count)
      for (index, row) in column.rows.enumerated() {
        let clamped = min(max(contributions[row] ?? 0, ImageLocality.minimum), maximum)
        column[index] =
          ScoreColumn.maximum * (clamped - ImageLocality.minimum) / (maximum - ImageLocality.minimum)
      }
    }

    /// The bytes that each row has of the images, in proportion to the share of all Nodes that have them, so that Pods don't
    /// pile up on one.
    private lazy var contributions: [Int: Int64] = {
      var sums: [Int: Int64] = [:]
      for image in images {
        for row in cluster.rows(withImage: image) {
          guard let state = cluster.image(image, on: row) else { continue }
          let share = Double(state.nodeCount) / Double(cluster.nodeCount)
          sums[row, default: 0] += Int64(Double(state.sizeBytes) * share)
        }
      }
      return sums
    }()

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      images.compactMap { image in
        cluster.image(image, on: row).map {
          .imageScore(image: image, sizeBytes: $0.sizeBytes, nodesWithImage: Int64($0.nodeCount))
        }
      }
    }
  }
}

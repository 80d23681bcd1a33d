import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("Remedies of random clusters")
struct RemedyPropertyTests {
  static let seed: UInt64 = 20_261_125
  static let clusters = 400

  /// Plugins that have a remedy for whatever they reject.
  static let always: Set<String> = [
    "NodeUnschedulable", "NodeName", "TaintToleration", "NodeAffinity", "NodePorts", "NodeResourcesFit",
    "PodTopologySpread", "InterPodAffinity",
  ]

  @Test("Every remedy, applied to the objects, turns its plugin's verdict about that Node", arguments: 0..<8)
  func verdictsTurn(part: Int) throws {
    var rejecting: Set<String> = []
    var kinds: Set<String> = []
    for number in 0..<Self.clusters / 8 {
      let seed = Self.seed &+ UInt64(part * Self.clusters + number)
      var random = RandomObjects(seed: seed)
      let cluster = random.make()
      let attempt = try cluster.attempt()
      for (node, plugin) in attempt.fullRejections {
        rejecting.insert(plugin)
        let remedies = attempt.remedies(node, plugin)
        #expect(!remedies.isEmpty || !Self.always.contains(plugin), "seed \(seed): \(plugin) on \(node)")
        for remedy in remedies {
          kinds.formUnion(remedy.changes.map(\.kind.name))
          #expect(!remedy.changes.isEmpty, "seed \(seed): \(plugin) on \(node)")
          try check(remedy, of: plugin, on: node, in: cluster, seed)
        }
      }
    }
    // Otherwise the clusters say nothing about a plugin.
    #expect(rejecting.isSuperset(of: Self.always))
    #expect(kinds.count >= 18, "only \(kinds.sorted()) were seen")
  }

  private func check(
    _ remedy: Remedy, of plugin: String, on node: String, in cluster: RemediedCluster, _ seed: UInt64
  ) throws {
    let about = "seed \(seed): \(plugin) on \(node): \(remedy.json.json)"
    do {
      let passes = try cluster.applying(remedy).attempt().passes(node, plugin)
      #expect(passes, Comment(rawValue: about))
      let frees = remedy.changes.contains { if case .free = $0.kind { true } else { false } }
      if frees {
        let passesWithLess = try cluster.applying(remedy, shortBy: 1).attempt().passes(node, plugin)
        #expect(!passesWithLess, Comment(rawValue: "one less, " + about))
      }
    } catch let refusal as APIStatus {
      Issue.record("\(about): \(refusal)")
    }
  }
}

import ClusterSimulator
public import KubernetesAPI

/// Runs of one scenario with several scheduler configurations, side by side.
public struct Comparison: Sendable {
  /// A Pod whose fate depends on the configuration.
  public struct Difference: Sendable {
    public var pod: NamespacedName
    /// One a configuration; nil for no Node.
    public var nodes: [String?]
    public var attempts: [Int]
  }

  public var runs: [ScenarioRun]
  public var differences: [Difference]

  /// - Parameter runs: In the order of the configurations; the first is what the others are compared with.
  public init(_ runs: [ScenarioRun]) {
    self.runs = runs
    var order: [NamespacedName] = []
    var placements: [NamespacedName: [Int: SimulationResult.Placement]] = [:]
    for (index, run) in runs.enumerated() {
      for placement in run.result.placements {
        if placements[placement.pod] == nil { order.append(placement.pod) }
        placements[placement.pod, default: [:]][index] = placement
      }
    }
    differences = order.compactMap { pod in
      let nodes = runs.indices.map { placements[pod]?[$0]?.node }
      guard Set(nodes).count > 1 else { return nil }
      let attempts = runs.indices.map { placements[pod]?[$0]?.attempts ?? 0 }
      return Difference(pod: pod, nodes: nodes, attempts: attempts)
    }
  }

  /// - Parameter ids: Under which each run's steps and tables can be asked for; empty where there is nobody to ask.
  public func json(ids: [String] = []) -> JSONWriter {
    var json = JSONWriter()
    json.object { json in
      json.member("configurations") { json in
        json.array { json in
          for (index, run) in runs.enumerated() {
            json.object { json in
              json.member("name", run.configurationName)
              if ids.indices.contains(index) { json.member("simulation", ids[index]) }
              json.member("placements") { json in
                json.array { json in
                  for placement in run.result.placements { ScenarioRun.write(placement, to: &json) }
                }
              }
              json.member("metrics") { ScenarioRun.write(run.result.metrics, to: &$0) }
            }
          }
        }
      }
      json.member("differences") { json in
        json.array { json in
          for difference in differences {
            json.object { json in
              json.member("pod", difference.pod.description)
              json.member("nodes", .array(difference.nodes.map { $0.map(JSONValue.string) ?? .null }))
              json.member("attempts", .array(difference.attempts.map { .integer(Int64($0)) }))
            }
          }
        }
      }
    }
    return json
  }
}

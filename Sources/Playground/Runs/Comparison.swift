public import ClusterSimulator
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

  /// What re-scoring an earlier run's attempts says of a configuration that differs from it in nothing but weights.
  public struct Relation: Sendable {
    /// The earlier run's place among the runs.
    public var base: Int
    public var rescoring: RunRescoring
  }

  public var runs: [ScenarioRun]
  /// One a run; nil where more differs than weights.
  public var relations: [Relation?]
  public var differences: [Difference]

  /// - Parameter runs: In the order of the configurations; the first is what the others are compared with.
  public init(_ runs: [ScenarioRun]) {
    self.runs = runs
    relations = runs.indices.map { Self.relation(of: runs[$0], to: runs[..<$0]) }
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

  private static func relation(of run: ScenarioRun, to others: ArraySlice<ScenarioRun>) -> Relation? {
    for (index, other) in others.enumerated() {
      let (own, base) = (run.simulation.input, other.simulation.input)
      guard let weights = SchedulerDefinition.weights(of: own.schedulers, unlike: base.schedulers, own.plugins) else {
        continue
      }
      return Relation(base: index, rescoring: other.simulation.rescored(weights))
    }
    return nil
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
              json.member("method", run.isRescored ? "rescored" : "scheduled")
              if let relation = relations[index] {
                json.member("rescoring") { json in
                  json.object { json in
                    json.member("of", relation.base)
                    ScenarioRun.writeMembers(of: relation.rescoring, to: &json)
                  }
                }
              }
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

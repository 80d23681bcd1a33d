import ClusterSimulator
public import KubernetesAPI
public import SchedulerFramework

extension ScenarioRun {
  /// The run under other weights, as far as re-scoring its attempts tells.
  ///
  /// - Parameter weights: By Score plugin.
  /// - Throws: A ``RescoringError`` for weights that no profile of the run can have.
  public func rescoring(_ weights: [String: Int64], profile: String?) throws(RescoringError) -> JSONWriter {
    let profiles = try simulation.profileWeights(weights, profile: profile)
    let rescoring = simulation.rescored(profiles)
    var json = JSONWriter()
    json.object { json in
      json.member("weights") { json in
        json.object { json in
          for name in profiles.keys.sorted() {
            json.member(named: name) { json in
              json.object { json in
                for (plugin, weight) in simulation.weights[name] ?? [] {
                  json.member(named: plugin, profiles[name]?[plugin] ?? weight)
                }
              }
            }
          }
        }
      }
      Self.writeMembers(of: rescoring, to: &json)
    }
    return json
  }

  static func writeMembers(of rescoring: RunRescoring, to json: inout JSONWriter) {
    json.member("attempts", rescoring.attempts)
    json.member("unchanged", rescoring.unchanged)
    guard let difference = rescoring.difference else { return }
    json.member("difference") { json in
      json.object { json in
        json.member("attempt", difference.attempt)
        json.member("pod", difference.pod.description)
        json.member("node", difference.node)
        json.member("instead", difference.instead.map(JSONValue.string) ?? .null)
      }
    }
  }

  /// The decision table of an attempt under other weights, with what has changed in it and how exact that is.
  ///
  /// - Parameter layout: How the cells are written; columns for large clusters.
  public static func json(
    of rescoring: Rescoring, outcome: AttemptOutcome, layout: Attempt.Layout = .rows
  ) -> JSONWriter {
    var json = JSONWriter()
    json.object { json in
      json.member("attempt", outcome.attempt)
      json.member("at", outcome.at)
      json.member("rescored") { json in
        json.object { json in
          json.member("exact", rescoring.isExact)
          json.member("basis", rescoring.basis.rawValue)
          json.member("because", rescoring.explanation)
          json.member("changes") { json in
            json.array { json in
              for change in rescoring.changes {
                json.object { json in
                  json.member("plugin", change.plugin)
                  json.member("from", change.from)
                  json.member("to", change.to)
                }
              }
            }
          }
          json.member("placedBefore", rescoring.placedBefore.map(JSONValue.string) ?? .null)
          json.member("moves", rescoring.placedBefore != rescoring.attempt.placedOn)
        }
      }
      rescoring.attempt.writeMembers(to: &json, withTrace: true, layout: layout)
    }
    return json
  }
}

extension Rescoring {
  /// Why it is exact, or why not, in a sentence.
  var explanation: String {
    switch basis {
    case .scores:
      "filters and normalized scores do not depend on weights: each total is the sum of this attempt's normalized scores times "
        + "the new weights, and of several Nodes with the highest total the first one is chosen, as ever"
    case .unscored:
      "nothing was scored in this attempt, as no choice was left: weights have no say in it"
    case .choice:
      "the totals are exact and choose another Node, but \(attempt.reserving.joined(separator: ", ")) takes part after the "
        + "choice and was not asked about that Node"
    }
  }
}

extension Simulation {
  /// The weights for every profile that has the plugins, or for one profile alone.
  fileprivate func profileWeights(
    _ weights: [String: Int64], profile: String?
  ) throws(RescoringError) -> ProfileWeights {
    let profiles = self.weights.filter { profile == nil || $0.key == profile }
    let known = profiles.keys.sorted().flatMap { profiles[$0, default: []].map(\.plugin) }
    for (plugin, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard known.contains(plugin) else { throw .unknownPlugin(plugin, known: known.uniqued) }
      guard RescoringError.weights.contains(weight) else { throw .weightOutOfRange(plugin) }
    }
    return profiles.mapValues { plugins in weights.filter { name, _ in plugins.contains { $0.plugin == name } } }
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

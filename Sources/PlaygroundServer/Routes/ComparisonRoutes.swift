import HTTPTypes
import KubernetesAPI
import MicroHTTP
import Playground

/// Comparisons: one scenario with several scheduler configurations.
struct ComparisonRoutes: Sendable {
  var catalog: ScenarioCatalog
  var simulations: Simulations
  /// Configurations in one comparison.
  var configurationLimit: Int

  var routes: [Route] { [create] }

  private var create: Route {
    let documentation = RouteDocumentation(
      operationID: "compare", tag: .comparisons, summary: "Runs a scenario with several configurations.",
      body: .init(schema: "ComparisonSubmission"), content: .json(schema: "Comparison"),
      problems: [.unprocessableContent])
    return Route(
      .post, "/api/v1/comparisons", documentation,
      asynchronous: { [catalog, simulations, configurationLimit] routed in
        try routed.request.requireMediaType(in: [MediaType.json])
        let body = try ScenarioBody(routed.request, known: ["scenarioId", "configurations"])
        guard let items = try body.fields.items("configurations"), !items.isEmpty else {
          throw BodyFields.invalid("configurations", "must be an array of at least one configuration")
        }
        guard items.count <= configurationLimit else {
          throw Problem(.unprocessableContent, "\(configurationLimit) configurations are the limit for a comparison")
        }
        var choices: [ConfigurationChoice] = []
        for (index, item) in items.enumerated() {
          choices.append(try ConfigurationChoice(item, field: "configurations[\(index)]"))
        }
        let source = try await ScenarioSource(body, catalog)
        let runs = try await Self.run(source.text, choices, simulations)
        return .json(Comparison(runs.map(\.run)).json(ids: runs.map(\.id)))
      })
  }

  /// The runs, in the order of the configurations.
  private static func run(
    _ text: String, _ choices: [ConfigurationChoice], _ simulations: Simulations
  ) async throws -> [Simulations.Remembered] {
    try await withThrowingTaskGroup(of: (Int, Simulations.Remembered).self) { group in
      for (index, choice) in choices.enumerated() {
        group.addTask { (index, try await simulations.run(text, choice)) }
      }
      var runs: [Int: Simulations.Remembered] = [:]
      for try await (index, run) in group { runs[index] = run }
      return choices.indices.compactMap { runs[$0] }
    }
  }
}

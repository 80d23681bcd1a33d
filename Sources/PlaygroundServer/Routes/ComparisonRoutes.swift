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
        let runs = try await simulations.compare(source.text, choices)
        return .json(Comparison(runs.map(\.run)).json(ids: runs.map(\.id)))
      })
  }
}

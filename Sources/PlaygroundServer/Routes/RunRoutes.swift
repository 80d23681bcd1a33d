import HTTPTypes
import KubernetesAPI
import MicroHTTP
import Playground
import SchedulerFramework

/// Runs: of a scenario that Berth has, and of a text that is not saved. Both have the same parts.
struct RunRoutes: Sendable {
  var catalog: ScenarioCatalog
  var simulations: Simulations
  var answers: KeptAnswers

  var routes: [Route] {
    let ofScenario = RunParts(
      path: "/api/v1/scenarios/{id}/run", operationSuffix: "OfScenario", query: [.config], answers: answers
    ) { [catalog, simulations] routed in
      let entry = try await catalog.entry(routed.parameter("id"))
      let name = routed.query["config"] ?? Scenario.defaultConfiguration
      do {
        return try await simulations.run(RunSource(text: entry.text, configuration: .named(name)))
      } catch RunError.unknownConfiguration(let name, let known) {
        throw Problem(
          .notFound,
          "the scenario has no configuration \"\(name.prefix(253))\"; it has \(known.joined(separator: ", "))")
      }
    }
    let ofText = RunParts(
      path: "/api/v1/simulations/{id}", operationSuffix: "OfSimulation", query: [], answers: answers
    ) { [simulations] routed in try await simulations.remembered(routed.parameter("id"))
    }
    return [simulate] + ofScenario.routes(workers: simulations.workers) + ofText.routes(workers: simulations.workers)
  }

  private var simulate: Route {
    let documentation = RouteDocumentation(
      operationID: "simulate", tag: .runs, summary: "Runs a scenario without saving it.", query: [.limit],
      body: .init(schema: "SimulationSubmission", acceptsYAML: true), content: .json(schema: "Run"),
      problems: [.unprocessableContent])
    return Route(
      .post, "/api/v1/simulations", documentation,
      waiting: { [simulations] routed in
        let body = try ScenarioBody(routed.request, known: ["configuration"])
        let limit = try routed.query.page().limit
        let choice = try ConfigurationChoice(body.fields["configuration"])
        let source = RunSource(text: try body.requiredText(), configuration: choice)
        return .json(try await simulations.answer(source) { $0.run.json(id: $0.id, limit: limit) })
      })
  }
}

/// The routes of a run and its parts, under one path.
private struct RunParts: Sendable {
  var path: String
  /// Ends the names of the operations, which must be unique.
  var operationSuffix: String
  /// Query parameters that choose the run.
  var query: [RouteDocumentation.QueryParameter]
  var answers: KeptAnswers
  var find: @Sendable (RoutedRequest) async throws -> Simulations.Remembered

  func routes(workers: Workers) -> [Route] {
    [whole] + RunList.allCases.map(list)
      + [cluster(workers), objects(workers), attempt(workers), rescoring(workers)]
  }

  private func documentation(
    _ name: String, _ summary: String, query own: [RouteDocumentation.QueryParameter], schema: String
  ) -> RouteDocumentation {
    RouteDocumentation(
      operationID: name + operationSuffix, tag: .runs, summary: summary, query: own + query,
      content: .json(schema: schema), headers: ["ETag"], isCacheable: true, problems: [.unprocessableContent])
  }

  /// A route whose answer is kept.
  ///
  /// - Parameters:
  ///   - part: What is under the run's path.
  ///   - compute: Makes the answer.
  private func route(
    _ part: String, _ documentation: RouteDocumentation,
    _ compute: @escaping @Sendable (RoutedRequest) async throws -> JSONWriter
  ) -> Route {
    let pattern = PathPattern(path + part)
    return Route(
      .get, pattern, documentation,
      asynchronous: { [answers] routed in
        let moment = answers.moment
        return answers.keep(try await compute(routed), for: routed.request, route: pattern, since: moment)
      })
  }

  private var whole: Route {
    route("", documentation("getRun", "The run: outcome and timeline.", query: [.limit], schema: "Run")) {
      [find] routed in
      let limit = try routed.query.page().limit
      let remembered = try await find(routed)
      return remembered.run.json(id: remembered.id, limit: limit)
    }
  }

  private func list(_ list: RunList) -> Route {
    let (name, schema) =
      switch list {
      case .steps: ("listSteps", "StepList")
      case .events: ("listEvents", "EventList")
      case .placements: ("listPlacements", "PlacementList")
      }
    return route(
      "/\(list.rawValue)",
      documentation(name, "The run's \(list.rawValue).", query: [.limit, .continue], schema: schema)
    ) { [find] routed in
      let page = try routed.query.page()
      return try await find(routed).run.json(list, page: page)
    }
  }

  private func cluster(_ workers: Workers) -> Route {
    route(
      "/steps/{n}",
      documentation(
        "getCluster", "The cluster after step n; 0 is before the first.", query: [], schema: "ClusterState")
    ) { [find] routed in
      let step = try routed.number("n", from: 0)
      let run = try await find(routed).run
      let json = try await workers.run { deadline in
        try run.simulation.view(afterStep: step, checkCancelled: deadline.check).map(ScenarioRun.json)
      }
      guard let json else { throw Self.missing("step", step, of: run.result.steps.count) }
      return json
    }
  }

  private func objects(_ workers: Workers) -> Route {
    route(
      "/steps/{n}/objects",
      documentation(
        "listObjects", "The objects of the cluster after step n.", query: [.kind, .limit, .continue],
        schema: "ObjectList")
    ) { [find] routed in
      let step = try routed.number("n", from: 0)
      let (page, kind) = (try routed.query.page(), routed.query["kind"])
      let run = try await find(routed).run
      let json = try await workers.run { deadline in
        try run.simulation.objects(afterStep: step, kind: kind, checkCancelled: deadline.check)
          .map { ScenarioRun.json(of: $0, page: page) }
      }
      guard let json else { throw Self.missing("step", step, of: run.result.steps.count) }
      return json
    }
  }

  private func attempt(_ workers: Workers) -> Route {
    route(
      "/attempts/{n}",
      documentation(
        "getDecisionTable", "The decision table of attempt n, as it is or under other weights.",
        query: [.depth, .layout, .weights], schema: "DecisionTable")
    ) { [find] routed in
      let number = try routed.number("n")
      let depth = try routed.query.choice("depth", default: Attempt.Depth.decision)
      let layout = try routed.query.choice("layout", default: Attempt.Layout.rows)
      let weights = try routed.query.weights()
      let run = try await find(routed).run
      let outcomes = run.result.attempts
      guard outcomes.indices.contains(number - 1) else {
        throw Self.missing("attempt", number, of: outcomes.count)
      }
      let json = try await workers.run { deadline in
        let attempt = try run.simulation.attempt(number, depth: depth, checkCancelled: deadline.check)
        guard let attempt else { return nil as JSONWriter? }
        guard let weights else { return ScenarioRun.json(of: attempt, outcome: outcomes[number - 1], layout: layout) }
        let rescoring = try Self.explaining { () throws(RescoringError) in try attempt.rescored(weights) }
        return ScenarioRun.json(of: rescoring, outcome: outcomes[number - 1], layout: layout)
      }
      guard let json else { throw Self.missing("attempt", number, of: outcomes.count) }
      return json
    }
  }

  private func rescoring(_ workers: Workers) -> Route {
    Route(
      .get, PathPattern("\(path)/rescoring"),
      documentation(
        "rescoreRun", "How far the run stays the same under other weights, by its attempts' scores.",
        query: [.requiredWeights, .profile], schema: "RunRescoring"),
      asynchronous: { [find] routed in
        guard let weights = try routed.query.weights() else {
          throw Problem(.badRequest, "weights is missing: it must be plugin:weight, …")
        }
        let profile = routed.query["profile"]
        let run = try await find(routed).run
        if let profile, run.simulation.weights[profile] == nil {
          let known = run.simulation.weights.keys.sorted().joined(separator: ", ")
          throw Problem(.unprocessableContent, "the run has no profile \"\(profile.prefix(253))\"; it has \(known)")
        }
        return .json(
          try await workers.run { _ in
            try Self.explaining { () throws(RescoringError) in try run.rescoring(weights, profile: profile) }
          })
      })
  }

  private static func explaining<Value>(_ work: () throws(RescoringError) -> Value) throws(Problem) -> Value {
    do {
      return try work()
    } catch {
      throw Problem(.unprocessableContent, "weights: \(error)")
    }
  }

  private static func missing(_ what: String, _ number: Int, of count: Int) -> Problem {
    Problem(.notFound, "the run has no \(what) \(number): its last one is \(count)")
  }
}

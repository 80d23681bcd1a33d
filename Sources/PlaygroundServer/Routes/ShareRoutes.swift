import Foundation
import HTTPTypes
import KubernetesAPI
import MicroHTTP
import Playground

/// Shares: snapshots of a scenario and of what the page showed of it.
struct ShareRoutes: Sendable {
  var catalog: ScenarioCatalog
  /// Bytes of a share's `view`, as JSON.
  var viewLimit: Int

  var routes: [Route] { [create, read] }

  private var create: Route {
    let documentation = RouteDocumentation(
      operationID: "createShare", tag: .shares, summary: "Keeps a snapshot under a short address.",
      body: .init(schema: "ShareSubmission", acceptsYAML: true), status: .created,
      content: .json(schema: "ShareCreated"), headers: ["Location"], problems: [.unprocessableContent])
    return Route(
      .post, "/api/v1/shares", documentation,
      asynchronous: { [catalog, viewLimit] routed in
        let body = try ScenarioBody(routed.request, known: ["scenarioId", "configuration", "step", "view"])
        let source = try await ScenarioSource(body, catalog)
        let scenario = try catalog.readForKeeping(source.text)
        let view = body.fields["view"]?.json
        guard (view?.utf8.count ?? 0) <= viewLimit else {
          throw Problem(.unprocessableContent, "\(viewLimit) bytes are the limit for a share's view")
        }
        let snapshot = Snapshot(
          scenario: source.text, configuration: try Self.configuration(body.fields["configuration"], of: scenario),
          step: try body.fields.number("step", from: 0), view: view)
        let share = try await catalog.store.createShare(
          snapshot, of: source.savedID, client: routed.request.clientAddress)
        return .json(.created, headers: [.location: "/s/\(share.slug)"]) { json in
          json.object { json in
            json.member("slug", share.slug)
            json.member("url", "/s/\(share.slug)")
          }
        }
      })
  }

  /// The configuration as JSON, checked; nil for the default one.
  private static func configuration(_ value: JSONValue?, of scenario: Scenario) throws -> String? {
    guard let value, !value.isNull else { return nil }
    if case .named(let name) = try ConfigurationChoice(value), scenario.configuration(named: name) == nil {
      throw RunError.unknownConfiguration(name, known: scenario.configurations.map(\.name))
    }
    return value.json
  }

  private var read: Route {
    let documentation = RouteDocumentation(
      operationID: "getShare", tag: .shares, summary: "What was shared.", content: .json(schema: "Share"))
    return Route(
      .get, "/api/v1/shares/{slug}", documentation,
      asynchronous: { [catalog] routed in
        let share = try await catalog.store.share(routed.parameter("slug"))
        let snapshot = share.snapshot
        return .json { json in
          json.object { json in
            json.member("slug", share.slug)
            json.member("scenario", snapshot.scenario)
            if let configuration = snapshot.configuration { json.member("configuration") { $0.raw(configuration) } }
            if let step = snapshot.step { json.member("step", step) }
            if let view = snapshot.view { json.member("view") { $0.raw(view) } }
            json.member("createdAt", share.createdAt.formatted(.iso8601))
          }
        }
      })
  }
}

import Foundation
import HTTPTypes
import KubernetesAPI
import MicroHTTP
import Playground

/// Scenarios: those that ship with Berth, and those that are saved with their revisions.
struct ScenarioRoutes: Sendable {
  var catalog: ScenarioCatalog
  var answers: KeptAnswers

  private var store: any PlaygroundStore { catalog.store }

  var routes: [Route] { [list, create, read, update, delete, revisions, revision] }

  // MARK: All of them

  private var list: Route {
    let documentation = RouteDocumentation(
      operationID: "listScenarios", tag: .scenarios, summary: "The scenarios that ship with Berth.",
      query: [.limit, .continue], content: .json(schema: "ScenarioList"), headers: ["ETag"], isCacheable: true)
    return Route(
      .get, "/api/v1/scenarios", documentation,
      immediate: { [catalog, answers] routed in
        let moment = answers.moment
        let (entries, next) = try routed.query.page().cut(catalog.library.entries)
        var json = JSONWriter()
        json.object { json in
          json.member("items") { json in
            json.array { json in for entry in entries { entry.writeSummary(to: &json) } }
          }
          json.member("continue", ifPresent: next)
        }
        return .now(answers.keep(json, for: routed.request, route: "/api/v1/scenarios", since: moment))
      })
  }

  private var create: Route {
    let documentation = RouteDocumentation(
      operationID: "createScenario", tag: .scenarios, summary: "Saves a scenario.",
      body: .init(schema: "ScenarioSubmission", acceptsYAML: true), status: .created,
      content: .json(schema: "ScenarioCreated"), headers: ["ETag", "Location"], problems: [.unprocessableContent])
    return Route(
      .post, "/api/v1/scenarios", documentation,
      asynchronous: { [catalog, store] routed in
        let text = try ScenarioBody(routed.request).requiredText()
        _ = try catalog.readForKeeping(text)
        let created = try await store.createScenario(text: text, client: routed.request.clientAddress)
        let headers: HTTPFields = [
          .eTag: EntityTag(revision: created.revision.revision).text, .location: "/api/v1/scenarios/\(created.id)",
        ]
        return .json(.created, headers: headers) { json in
          json.object { json in
            json.member("id", created.id)
            json.member("editToken", created.editToken)
            json.member("revision", created.revision.revision)
          }
        }
      })
  }

  // MARK: One

  private var read: Route {
    let documentation = RouteDocumentation(
      operationID: "getScenario", tag: .scenarios, summary: "The newest revision of a scenario.",
      content: .json(schema: "Scenario"), headers: ["ETag"], isCacheable: true)
    return Route(
      .get, "/api/v1/scenarios/{id}", documentation,
      asynchronous: { [catalog] routed in
        let entry = try await catalog.entry(routed.parameter("id"))
        let headers: HTTPFields = [.eTag: entry.entityTag.text, .cacheControl: "no-cache"]
        if routed.request.hasCurrent(entry.entityTag) { return Response(status: .notModified, headers: headers) }
        // What was saved by an older version may be a mistake to this one; its text is still there.
        let scenario = (try? catalog.read(entry.text)) ?? Scenario()
        return .json(headers: headers) { json in
          json.object { json in
            json.member("id", entry.id)
            json.member("revision", entry.revision)
            json.member("builtIn", entry.isBuiltIn)
            json.member("scenario", entry.text)
            json.member("title", scenario.title.json)
            json.member("description", scenario.description.json)
            json.member("configurations", scenario.configurations.map(\.name))
          }
        }
      })
  }

  private var update: Route {
    let documentation = RouteDocumentation(
      operationID: "updateScenario", tag: .scenarios, summary: "Saves the next revision of a scenario.",
      body: .init(schema: "ScenarioSubmission", acceptsYAML: true), content: .json(schema: "ScenarioUpdated"),
      headers: ["ETag"], changesSaved: true, problems: [.unprocessableContent])
    return Route(
      .put, "/api/v1/scenarios/{id}", documentation,
      asynchronous: { [catalog, store, answers] routed in
        let text = try ScenarioBody(routed.request).requiredText()
        let change = try await SavedChange(routed, catalog)
        _ = try catalog.readForKeeping(text)
        let revision = try await change.perform { token, expected in
          try await store.updateScenario(
            change.id, text: text, expectedRevision: expected, editToken: token,
            client: routed.request.clientAddress)
        }
        answers.forget(scenario: change.id)
        return .json(headers: [.eTag: EntityTag(revision: revision.revision).text]) { json in
          json.object { json in
            json.member("id", change.id)
            json.member("revision", revision.revision)
          }
        }
      })
  }

  private var delete: Route {
    let documentation = RouteDocumentation(
      operationID: "deleteScenario", tag: .scenarios, summary: "Deletes a scenario with all its revisions.",
      query: [.shares], status: .noContent, content: .none, changesSaved: true)
    return Route(
      .delete, "/api/v1/scenarios/{id}", documentation,
      asynchronous: { [catalog, store, answers] routed in
        let includingShares = try routed.query.flag("shares")
        let change = try await SavedChange(routed, catalog)
        try await change.perform { token, expected in
          try await store.deleteScenario(
            change.id, expectedRevision: expected, editToken: token, includingShares: includingShares)
        }
        answers.forget(scenario: change.id)
        return Response(status: .noContent)
      })
  }

  // MARK: Revisions

  private var revisions: Route {
    let documentation = RouteDocumentation(
      operationID: "listRevisions", tag: .scenarios, summary: "The revisions of a scenario, oldest first.",
      query: [.limit, .continue], content: .json(schema: "RevisionList"))
    return Route(
      .get, "/api/v1/scenarios/{id}/revisions", documentation,
      asynchronous: { [catalog, store] routed in
        let id = try catalog.savedID(routed)
        let page = try routed.query.page()
        // Revisions count from 1 without gaps, so there are as many before the page as the number of the last one.
        let found = try await store.revisions(of: id, after: page.offset, limit: page.limit + 1)
        let revisions = found.prefix(page.limit)
        let next = page.cut(0..<(page.offset + found.count)).next
        return .json { json in
          json.object { json in
            json.member("items") { json in
              json.array { json in
                for revision in revisions {
                  json.object { json in
                    json.member("revision", revision.revision)
                    json.member("createdAt", revision.createdAt.formatted(.iso8601))
                  }
                }
              }
            }
            json.member("continue", ifPresent: next)
          }
        }
      })
  }

  private var revision: Route {
    let documentation = RouteDocumentation(
      operationID: "getRevision", tag: .scenarios, summary: "One revision of a scenario.",
      content: .json(schema: "Revision"))
    return Route(
      .get, "/api/v1/scenarios/{id}/revisions/{n}", documentation,
      asynchronous: { [catalog, store] routed in
        let id = try catalog.savedID(routed)
        let revision = try await store.revision(try routed.number("n"), of: id)
        return .json { json in
          json.object { json in
            json.member("id", id)
            json.member("revision", revision.revision)
            json.member("createdAt", revision.createdAt.formatted(.iso8601))
            json.member("scenario", revision.text)
          }
        }
      })
  }
}

extension ScenarioLibrary.Entry {
  fileprivate func writeSummary(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("title", scenario.title.json)
      json.member("description", scenario.description.json)
      json.member("section", ifPresent: scenario.section)
    }
  }
}

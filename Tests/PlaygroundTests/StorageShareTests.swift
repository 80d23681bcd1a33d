import Playground
import Testing

@Suite("Shares")
struct StorageShareTests {
  let directory: StorageDirectory
  let store: SQLiteStore
  let snapshot = Snapshot(scenario: "kind: Pod", configuration: "\"bin-packer\"", step: 3, view: #"{"pane":"table"}"#)

  init() throws {
    directory = try StorageDirectory()
    store = try directory.open()
  }

  @Test func aShareGivesBackExactlyWhatWasShared() async throws {
    for snapshot in [snapshot, Snapshot(scenario: ""), Snapshot(scenario: "a\0b", view: "{}")] {
      let share = try await store.createShare(snapshot, of: nil, client: "a")
      #expect(share.snapshot == snapshot)
      #expect(try await directory.open().share(share.slug) == share)
    }
  }

  @Test func equalContentHasOneSlugAndAnyDifferenceAnother() async throws {
    let first = try await store.createShare(snapshot, of: nil, client: "a")
    #expect(try await store.createShare(snapshot, of: nil, client: "b") == first)
    let elsewhere = try StorageDirectory()
    #expect(try await elsewhere.open().createShare(snapshot, of: nil, client: "c").slug == first.slug)

    var slugs: Set<String> = [first.slug]
    let changes: [(inout Snapshot) -> Void] = [
      { $0.scenario += " " }, { $0.configuration = nil }, { $0.configuration = "null" }, { $0.step = nil },
      { $0.step = 4 }, { $0.view = nil }, { $0.view = "" },
      { $0 = Snapshot(scenario: $0.scenario, configuration: $0.view, step: $0.step, view: $0.configuration) },
    ]
    for change in changes {
      var other = snapshot
      change(&other)
      #expect(try await slugs.insert(store.createShare(other, of: nil, client: "a").slug).inserted)
    }
    for slug in slugs { #expect(slug.wholeMatch(of: /[A-Za-z0-9_-]{16}/) != nil) }
  }

  @Test func aShareOutlivesItsScenario() async throws {
    let created = try await store.createScenario(text: snapshot.scenario, client: "a")
    let share = try await store.createShare(snapshot, of: created.id, client: "a")
    _ = try await store.updateScenario(
      created.id, text: "changed", expectedRevision: 1, editToken: created.editToken, client: "a")
    #expect(try await store.share(share.slug).snapshot == snapshot)
    try await store.deleteScenario(
      created.id, expectedRevision: 2, editToken: created.editToken, includingShares: false)
    #expect(try await store.share(share.slug) == share)
    try await store.checkIntegrity()
  }

  @Test func deletingTheSharesTooTakesThoseOfThisScenarioOnly() async throws {
    let mine = try await store.createScenario(text: snapshot.scenario, client: "a")
    let shareOfMine = try await store.createShare(Snapshot(scenario: "mine"), of: mine.id, client: "a")
    let anonymous = try await store.createShare(Snapshot(scenario: "anonymous"), of: nil, client: "a")
    try await store.deleteScenario(
      mine.id, expectedRevision: 1, editToken: mine.editToken, includingShares: true)
    await #expect(throws: StoreError.notFound(.share(shareOfMine.slug))) { try await store.share(shareOfMine.slug) }
    #expect(try await store.share(anonymous.slug) == anonymous)
    try await store.checkIntegrity()
  }

  @Test("A share that was also made from elsewhere stays", arguments: [true, false])
  func sharedTwice(otherIsSaved: Bool) async throws {
    let mine = try await store.createScenario(text: snapshot.scenario, client: "a")
    let share = try await store.createShare(snapshot, of: mine.id, client: "a")
    let other = otherIsSaved ? try await store.createScenario(text: snapshot.scenario, client: "b") : nil
    _ = try await store.createShare(snapshot, of: other?.id, client: "b")
    if let other {
      try await store.deleteScenario(
        other.id, expectedRevision: 1, editToken: other.editToken, includingShares: false)
    }
    try await store.deleteScenario(mine.id, expectedRevision: 1, editToken: mine.editToken, includingShares: true)
    #expect(try await store.share(share.slug) == share)
    try await store.checkIntegrity()
  }

  @Test("A text that is no slug is not found", arguments: ["", "x", "' OR '1'='1", "%"])
  func unknownSlug(slug: String) async throws {
    let share = try await store.createShare(snapshot, of: nil, client: "a")
    for slug in [slug, share.slug + "\0" + slug, share.slug + slug + "x"] {
      await #expect(throws: StoreError.notFound(.share(slug))) { try await store.share(slug) }
    }
  }
}

import Foundation
import Playground
import Testing

@Suite("Saved scenarios")
struct StorageScenarioTests {
  let directory: StorageDirectory
  let store: SQLiteStore

  init() throws {
    directory = try StorageDirectory()
    store = try directory.open()
  }

  @Test(
    "A saved text is given back byte for byte, also after the file is opened again",
    arguments: ["kind: Pod\n", "", "테인트와 톨러레이션 🚢", "a\0b", "e\u{301} is not \u{e9}", "'; DROP TABLE scenario; --"])
  func roundTrip(text: String) async throws {
    let created = try await store.createScenario(text: text, client: "a")
    for reader in [store, try directory.open()] {
      let read = try await reader.scenario(created.id)
      #expect(Array(read.text.utf8) == Array(text.utf8))
      #expect(read.revision == 1)
      #expect(read.createdAt == created.revision.createdAt)
    }
  }

  @Test func aTextOfEightMebibytesIsKept() async throws {
    let text = String(repeating: "0123456789abcdef", count: 1 << 19)
    let created = try await store.createScenario(text: text, client: "a")
    #expect(try await store.scenario(created.id).text == text)
  }

  @Test func idsAndTokensAreLongURLSafeAndNeverTheSame() async throws {
    var seen: Set<String> = []
    for _ in 0..<50 {
      let created = try await store.createScenario(text: "same", client: "a")
      #expect(created.id.wholeMatch(of: /[A-Za-z0-9_-]{22}/) != nil)
      #expect(created.editToken.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
      #expect(seen.insert(created.id).inserted && seen.insert(created.editToken).inserted)
    }
  }

  @Test func theEditTokenIsNowhereInTheDatabase() async throws {
    let created = try await store.createScenario(text: "kind: Pod", client: "a")
    for file in try FileManager.default.contentsOfDirectory(at: directory.url, includingPropertiesForKeys: nil) {
      #expect(try Data(contentsOf: file).firstRange(of: Data(created.editToken.utf8)) == nil)
    }
  }

  @Test func aChangeMakesARevisionAndLeavesTheEarlierOnesAlone() async throws {
    let created = try await store.createScenario(text: "one", client: "a")
    let second = try await store.updateScenario(
      created.id, text: "two", expectedRevision: 1, editToken: created.editToken, client: "a")
    #expect(second.revision == 2)
    _ = try await store.updateScenario(
      created.id, text: "one", expectedRevision: 2, editToken: created.editToken, client: "a")

    #expect(try await store.scenario(created.id).revision == 3)
    #expect(try await store.revision(1, of: created.id).text == "one")
    #expect(try await store.revision(2, of: created.id).text == "two")
    #expect(try await store.revision(3, of: created.id).text == "one")
    await #expect(throws: StoreError.notFound(.revision(4, scenario: created.id))) {
      try await store.revision(4, of: created.id)
    }
  }

  @Test func revisionsAreListedPageByPage() async throws {
    let created = try await store.createScenario(text: "1", client: "a")
    for number in 2...5 {
      _ = try await store.updateScenario(
        created.id, text: "\(number)", expectedRevision: number - 1, editToken: created.editToken, client: "a")
    }
    let pages = [(0, 2, [1, 2]), (2, 2, [3, 4]), (4, 2, [5]), (5, 2, []), (0, 100, [1, 2, 3, 4, 5]), (0, -1, [])]
    for (after, limit, expected) in pages {
      #expect(try await store.revisions(of: created.id, after: after, limit: limit).map(\.revision) == expected)
    }
  }

  @Test("A wrong token changes nothing", arguments: ["", "x", "' OR 1=1 --"])
  func wrongToken(token: String) async throws {
    let created = try await store.createScenario(text: "one", client: "a")
    let other = try await store.createScenario(text: "other", client: "a")
    for wrong in [token, other.editToken, created.editToken + "\0", String(created.editToken.dropLast())] {
      await #expect(throws: StoreError.wrongToken) {
        try await store.updateScenario(created.id, text: "two", expectedRevision: 1, editToken: wrong, client: "a")
      }
      await #expect(throws: StoreError.wrongToken) {
        try await store.deleteScenario(created.id, expectedRevision: 1, editToken: wrong, includingShares: true)
      }
    }
    #expect(try await store.scenario(created.id).text == "one")
  }

  @Test("A stale or impossible revision is a conflict that names the newest one", arguments: [0, 1, 3, -1, Int.max])
  func staleRevision(expected: Int) async throws {
    let created = try await store.createScenario(text: "one", client: "a")
    _ = try await store.updateScenario(
      created.id, text: "two", expectedRevision: 1, editToken: created.editToken, client: "a")
    await #expect(throws: StoreError.revisionConflict(current: 2)) {
      try await store.updateScenario(
        created.id, text: "three", expectedRevision: expected, editToken: created.editToken, client: "a")
    }
    await #expect(throws: StoreError.revisionConflict(current: 2)) {
      try await store.deleteScenario(
        created.id, expectedRevision: expected, editToken: created.editToken, includingShares: false)
    }
    #expect(try await store.scenario(created.id).text == "two")
  }

  @Test(
    "A text that is no id is not found",
    arguments: [
      "", "nothing", "' OR '1'='1", "'; DROP TABLE scenario; --", "%", "_", "*", "../../etc/passwd", "가",
    ])
  func unknownID(id: String) async throws {
    let created = try await store.createScenario(text: "one", client: "a")
    let long = String(repeating: "a", count: 100_000)
    for id in [id, created.id + id + "x", created.id + "\0" + id, id + long] {
      await #expect(throws: StoreError.notFound(.scenario(id))) { try await store.scenario(id) }
      await #expect(throws: StoreError.notFound(.scenario(id))) { try await store.revision(1, of: id) }
      await #expect(throws: StoreError.notFound(.scenario(id))) {
        try await store.revisions(of: id, after: 0, limit: 10)
      }
      await #expect(throws: StoreError.notFound(.scenario(id))) {
        try await store.updateScenario(
          id, text: "", expectedRevision: 1, editToken: created.editToken, client: "a")
      }
      await #expect(throws: StoreError.notFound(.scenario(id))) {
        try await store.createShare(Snapshot(scenario: "one"), of: id, client: "a")
      }
    }
    #expect(try await store.scenario(created.id).text == "one")
    try await store.checkIntegrity()
  }

  @Test func aDeletedScenarioIsGoneAndCannotBeChanged() async throws {
    let created = try await store.createScenario(text: "one", client: "a")
    let same = try await store.createScenario(text: "one", client: "a")
    try await store.deleteScenario(
      created.id, expectedRevision: 1, editToken: created.editToken, includingShares: false)
    await #expect(throws: StoreError.notFound(.scenario(created.id))) { try await store.scenario(created.id) }
    await #expect(throws: StoreError.notFound(.scenario(created.id))) {
      try await store.updateScenario(
        created.id, text: "two", expectedRevision: 1, editToken: created.editToken, client: "a")
    }
    #expect(try await store.scenario(same.id).text == "one")
    try await store.checkIntegrity()
  }
}

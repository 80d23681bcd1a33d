import Foundation
import Playground
import Testing

@Suite("Storage quotas")
struct StorageQuotaTests {
  let directory: StorageDirectory

  init() throws { directory = try StorageDirectory() }

  @Test func everyRevisionAndShareIsASave() async throws {
    let store = try directory.open(quota: StorageQuota(savesPerClient: 3))
    let created = try await store.createScenario(text: "1", client: "a")
    _ = try await store.updateScenario(
      created.id, text: "2", expectedRevision: 1, editToken: created.editToken, client: "a")
    let share = try await store.createShare(Snapshot(scenario: "3"), of: nil, client: "a")

    let refused = StoreError.quotaExceeded(.savesPerClient(3))
    await #expect(throws: refused) { try await store.createScenario(text: "4", client: "a") }
    await #expect(throws: refused) {
      try await store.updateScenario(
        created.id, text: "4", expectedRevision: 2, editToken: created.editToken, client: "a")
    }
    await #expect(throws: refused) { try await store.createShare(Snapshot(scenario: "4"), of: nil, client: "a") }
    #expect("\(refused)" == "this save would exceed the limit of 3 saves a client")

    #expect(try await store.createShare(Snapshot(scenario: "3"), of: nil, client: "a") == share)
    #expect(try await store.scenario(created.id).text == "2")
    _ = try await store.createScenario(text: "4", client: "another client")
    try await store.checkIntegrity()
  }

  @Test func aClientsBytesAreCountedAlsoForTextsThatAreKeptOnce() async throws {
    let store = try directory.open(quota: StorageQuota(bytesPerClient: 10 << 10))
    let text = String(repeating: "가", count: (5 << 10) / 3)
    _ = try await store.createScenario(text: text, client: "a")
    _ = try await store.createScenario(text: text, client: "a")
    let refused = StoreError.quotaExceeded(.bytesPerClient(10 << 10))
    await #expect(throws: refused) { try await store.createScenario(text: text, client: "a") }
    #expect("\(refused)" == "this save would exceed the limit of 10 KiB of saved text a client")
    _ = try await store.createScenario(text: text, client: "b")
  }

  @Test func aDeletedScenarioGivesItsSavesBack() async throws {
    let store = try directory.open(quota: StorageQuota(savesPerClient: 1, bytesPerClient: 10))
    for _ in 0..<3 {
      let created = try await store.createScenario(text: "0123456789", client: "a")
      await #expect(throws: StoreError.quotaExceeded(.savesPerClient(1))) {
        try await store.createScenario(text: "", client: "a")
      }
      try await store.deleteScenario(
        created.id, expectedRevision: 1, editToken: created.editToken, includingShares: true)
    }
  }

  @Test func theWholeDatabaseHasALimitThatDeletingMakesRoomIn() async throws {
    let store = try directory.open(quota: StorageQuota(bytesInAll: 1 << 20))
    func text(_ number: Int) -> String { "\(number)" + String(repeating: "#", count: 100_000) }
    var saved: [CreatedScenario] = []
    let refused = StoreError.quotaExceeded(.bytesInAll(1 << 20))
    await #expect(throws: refused) {
      for number in 0..<20 { saved.append(try await store.createScenario(text: text(number), client: "\(number)")) }
    }
    #expect((6...10).contains(saved.count))
    #expect("\(refused)" == "this save would exceed the limit of 1 MiB stored in all")

    let first = try #require(saved.first)
    try await store.deleteScenario(first.id, expectedRevision: 1, editToken: first.editToken, includingShares: true)
    _ = try await store.createScenario(text: text(20), client: "b")
    try await store.checkIntegrity()
  }
}

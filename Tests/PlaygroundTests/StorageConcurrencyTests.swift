import Playground
import Testing

@Suite("Many at once")
struct StorageConcurrencyTests {
  let directory: StorageDirectory
  let store: SQLiteStore

  init() throws {
    directory = try StorageDirectory()
    store = try directory.open()
  }

  @Test func ofManyChangesToOneRevisionExactlyOneIsTaken() async throws {
    let stores = [store, try directory.open()]
    let created = try await store.createScenario(text: "0", client: "a")
    for revision in 1...5 {
      let winners = await withTaskGroup(of: Int?.self) { group in
        for writer in 0..<20 {
          group.addTask {
            do {
              _ = try await stores[writer % 2].updateScenario(
                created.id, text: "\(writer)", expectedRevision: revision, editToken: created.editToken, client: "a")
              return writer
            } catch {
              #expect(error as? StoreError == .revisionConflict(current: revision + 1))
              return nil
            }
          }
        }
        return await group.reduce(into: []) { winners, writer in if let writer { winners.append(writer) } }
      }
      #expect(winners.count == 1)
      let winner = try #require(winners.first)
      #expect(try await store.scenario(created.id).text == "\(winner)")
    }
  }

  @Test func readersAlwaysSeeAWholeRevisionWhileOthersWrite() async throws {
    let stores = [store, try directory.open()]
    try await withThrowingTaskGroup { group in
      for worker in 0..<8 {
        group.addTask {
          let store = stores[worker % 2]
          let created = try await store.createScenario(text: "1", client: "\(worker)")
          for revision in 1..<30 {
            _ = try await store.updateScenario(
              created.id, text: "\(revision + 1)", expectedRevision: revision, editToken: created.editToken,
              client: "\(worker)")
            let newest = try await stores[(worker + revision) % 2].scenario(created.id)
            #expect(newest.text == "\(newest.revision)")
            #expect(newest.revision == revision + 1)
          }
        }
      }
      try await group.waitForAll()
    }
    try await store.checkIntegrity()
  }

  @Test func aQuotaHoldsAgainstManyWritersAtOnce() async throws {
    let directory = try StorageDirectory()
    let store = try directory.open(quota: StorageQuota(savesPerClient: 10))
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<40 {
        group.addTask { (try? await store.createScenario(text: "\(number)", client: "a")) != nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(accepted == 10)
  }
}

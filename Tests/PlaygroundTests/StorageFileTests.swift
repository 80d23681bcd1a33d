import Foundation
import Playground
import Testing

@Suite("Database files")
struct StorageFileTests {
  let directory: StorageDirectory

  init() throws { directory = try StorageDirectory() }

  @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws {
    let content = Data(String(repeating: "This is a letter, not a database.\n", count: 100).utf8)
    try content.write(to: URL(filePath: directory.databasePath))
    #expect {
      try directory.open()
    } throws: { error in
      guard case StoreError.cannotOpen(let path, let reason) = error else { return false }
      return path == directory.databasePath && reason == "file is not a database"
    }
    #expect(try Data(contentsOf: URL(filePath: directory.databasePath)) == content)
  }

  @Test func aDirectoryThatIsNotThereIsAnError() throws {
    let path = directory.url.appending(path: "missing/berth.sqlite").path(percentEncoded: false)
    #expect(throws: StoreError.cannotOpen(path: path, reason: "unable to open database file")) {
      try SQLiteStore(path: path)
    }
  }

  @Test func twoStoresOnOneFileSeeEachOthersSaves() async throws {
    let stores = try [directory.open(), directory.open()]
    let created = try await stores[0].createScenario(text: "one", client: "a")
    _ = try await stores[1].updateScenario(
      created.id, text: "two", expectedRevision: 1, editToken: created.editToken, client: "a")
    #expect(try await stores[0].scenario(created.id).text == "two")
    try await stores[0].ping()
  }

  @Test func openingAnEmptyFileFromManyTasksAtOnceWorks() async throws {
    let directory = directory
    try await withThrowingTaskGroup { group in
      for number in 0..<8 {
        group.addTask { try await directory.open().createScenario(text: "\(number)", client: "a") }
      }
      try await group.waitForAll()
    }
    try await directory.open().checkIntegrity()
  }
}

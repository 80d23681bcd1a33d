import Foundation
import Playground

/// Saves scenarios, revisions and shares as fast as it can until it is killed, and prints what has been answered:
///
///     storage-torture DATABASE FIRST
///     saved <id> <revision> <number>
///     shared <slug> <number>
///
/// `number` starts at FIRST and names the text, see `text(_:)`.
@main
enum StorageTorture {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let first = Int(arguments[2]) else {
      FileHandle.standardError.write(Data("usage: storage-torture DATABASE FIRST\n".utf8))
      exit(2)
    }
    let store = try SQLiteStore(path: arguments[1], quota: StorageQuota(savesPerClient: .max, bytesPerClient: .max))
    let writers = 4
    try await withThrowingTaskGroup { group in
      for writer in 0..<writers {
        group.addTask {
          var number = first + writer
          while true {
            try await save(number, in: store)
            number += writers
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func save(_ number: Int, in store: SQLiteStore) async throws {
    let client = "torture"
    let created = try await store.createScenario(text: text(number), client: client)
    report("saved \(created.id) 1 \(number)")
    _ = try await store.updateScenario(
      created.id, text: text(number + 1), expectedRevision: 1, editToken: created.editToken, client: client)
    report("saved \(created.id) 2 \(number + 1)")
    let share = try await store.createShare(Snapshot(scenario: text(number)), of: created.id, client: client)
    report("shared \(share.slug) \(number)")
  }

  /// Of a length that changes with the number, up to some pages of the database. The test knows the same rule.
  private static func text(_ number: Int) -> String {
    "# \(number)\n" + String(repeating: "#", count: number * 37 % 20_000)
  }

  private static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}

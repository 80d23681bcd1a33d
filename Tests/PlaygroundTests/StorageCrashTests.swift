import Foundation
import Playground
import Testing

@Suite("Crashes")
struct StorageCrashTests {
  /// A process that saves without a pause is killed with SIGKILL again and again, on the same file.
  @Test func everySaveThatWasAnsweredSurvivesKill9() async throws {
    let directory = try StorageDirectory()
    let log = directory.url.appending(path: "answered.log")
    _ = FileManager.default.createFile(atPath: log.path(percentEncoded: false), contents: nil)

    for round in 1...5 {
      let answeredBefore = try Data(contentsOf: log).count
      let process = try start(directory: directory, log: log, firstNumber: round * 1_000_000)
      // Until it saves, and then a little longer, so that the blow falls anywhere in its work.
      while process.isRunning, try Data(contentsOf: log).count == answeredBefore {
        try await Task.sleep(for: .milliseconds(5))
      }
      try await Task.sleep(for: .milliseconds(Int.random(in: 20...300)))
      #expect(process.isRunning)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()

      let store = try directory.open()
      try await store.checkIntegrity()
      let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
      #expect(!lines.isEmpty)
      for line in lines { try await expectStored(line.split(separator: " ").map(String.init), in: store) }
    }
  }

  private func start(directory: StorageDirectory, log: URL, firstNumber: Int) throws -> Process {
    let process = Process()
    process.executableURL = try #require(Bundle.main.executableURL).deletingLastPathComponent()
      .appending(path: "storage-torture")
    process.arguments = [directory.databasePath, "\(firstNumber)"]
    let output = try FileHandle(forWritingTo: log)
    try output.seekToEnd()
    process.standardOutput = output
    try process.run()
    return process
  }

  private func expectStored(_ words: [String], in store: SQLiteStore) async throws {
    switch (words.first, words.count) {
    case ("saved", 4):
      let revision = try await store.revision(try #require(Int(words[2])), of: words[1])
      #expect(revision.text == text(try #require(Int(words[3]))))
    case ("shared", 3):
      let share = try await store.share(words[1])
      #expect(share.snapshot.scenario == text(try #require(Int(words[2]))))
    default: Issue.record("unexpected line: \(words)")
    }
  }

  /// The rule of `storage-torture`.
  private func text(_ number: Int) -> String {
    "# \(number)\n" + String(repeating: "#", count: number * 37 % 20_000)
  }
}

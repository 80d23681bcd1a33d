import Foundation
import Playground

/// A directory of its own for a database, removed when the test lets go of it.
final class StorageDirectory: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "berth-storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var databasePath: String { url.appending(path: "berth.sqlite").path(percentEncoded: false) }

  func open(quota: StorageQuota = StorageQuota()) throws -> SQLiteStore {
    try SQLiteStore(path: databasePath, quota: quota)
  }
}

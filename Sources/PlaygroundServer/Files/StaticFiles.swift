import Foundation
import HTTPTypes
import MicroHTTP

/// The files of a directory, read once and kept ready to be sent.
///
/// What is served is what was there at the start: no path of a request ever reaches the file system.
struct StaticFiles: Sendable {
  struct File: Sendable {
    var response: PreparedResponse
    /// The answer to a client that has this version.
    var notModified: PreparedResponse
    var entityTag: EntityTag
  }

  /// By path, without a slash at its start.
  private let files: [String: File]

  /// - Throws: when the directory or a file in it cannot be read. Files whose name begins with a dot are left out, and
  ///   so are links that lead out of the directory.
  init(directory: String) throws {
    let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
    let keys: [URLResourceKey] = [.isRegularFileKey]
    guard
      try root.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true,
      let urls = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
    else { throw CocoaError(.fileReadNoSuchFile, userInfo: [NSFilePathErrorKey: directory]) }
    var files: [String: File] = [:]
    for case let url as URL in urls {
      let file = url.resolvingSymlinksInPath()
      guard file.path.hasPrefix(root.path + "/") else { continue }
      guard try file.resourceValues(forKeys: Set(keys)).isRegularFile == true else { continue }
      let path = url.path.dropFirst(root.path.count + 1)
      files[String(path)] = try File(Array(Data(contentsOf: file)), path: String(path))
    }
    self.files = files
  }

  init() { files = [:] }

  /// The file at a path of decoded segments; the directory's index for no segments at all.
  subscript(segments: [String]) -> File? {
    segments.isEmpty ? index : files[segments.joined(separator: "/")]
  }

  /// The page.
  var index: File? { files["index.html"] }
}

extension StaticFiles.File {
  init(_ bytes: [UInt8], path: String) throws {
    entityTag = EntityTag(digestOf: bytes)
    // The names of the files stay the same when their contents change: a client asks each time, and mostly gets 304.
    var headers: HTTPFields = [.eTag: entityTag.text, .cacheControl: "no-cache"]
    SecurityHeaders.add(to: &headers)
    let notModified = PreparedResponse(status: .notModified, headers: headers, body: [])
    headers[.contentType] = MediaType.of(path: path)
    guard let notModified, let response = PreparedResponse(status: .ok, headers: headers, body: bytes) else {
      throw CocoaError(.fileReadTooLarge, userInfo: [NSFilePathErrorKey: path])
    }
    self.notModified = notModified
    self.response = response
  }

  func response(to request: Request) -> PreparedResponse {
    request.hasCurrent(entityTag) ? notModified : response
  }
}

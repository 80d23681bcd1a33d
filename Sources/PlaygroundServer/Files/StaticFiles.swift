import Foundation
import HTTPTypes
import MicroHTTP

/// The files of a directory, read once and kept ready to be sent.
///
/// What is served is what was there at the start: no path of a request ever reaches the file system.
struct StaticFiles: Sendable {
  /// By path, without a slash at its start.
  private let files: [String: PreparedResource]

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
    var files: [String: PreparedResource] = [:]
    for case let url as URL in urls {
      let file = url.resolvingSymlinksInPath()
      guard file.path.hasPrefix(root.path + "/") else { continue }
      guard try file.resourceValues(forKeys: Set(keys)).isRegularFile == true else { continue }
      let path = url.path.dropFirst(root.path.count + 1)
      files[String(path)] = try Self.resource(Array(Data(contentsOf: file)), path: String(path))
    }
    self.files = files
  }

  init() { files = [:] }

  /// The file at a path of decoded segments; the directory's index for no segments at all.
  subscript(segments: [String]) -> PreparedResource? {
    segments.isEmpty ? index : files[segments.joined(separator: "/")]
  }

  /// The page.
  var index: PreparedResource? { files["index.html"] }

  /// Lets the files be sent for requests that name them as plainly as a page does; what is asked for in other words, such as
  /// percent escapes, is found by ``subscript(_:)``.
  func prepare(_ targets: PreparedTargets) {
    for (path, file) in files { targets.set(file, for: "/\(path)") }
    if let index { targets.set(index, for: "/") }
  }

  private static func resource(_ bytes: [UInt8], path: String) throws -> PreparedResource {
    // The names of the files stay the same when their contents change: a client asks each time, and mostly gets 304.
    var headers: HTTPFields = [.contentType: MediaType.of(path: path), .cacheControl: "no-cache"]
    SecurityHeaders.add(to: &headers)
    let resource = PreparedResource(
      bytes, compressed: Compression.ofFile(bytes), entityTag: EntityTag.digest(of: bytes), headers: headers,
      label: "file")
    guard let resource else { throw CocoaError(.fileReadTooLarge, userInfo: [NSFilePathErrorKey: path]) }
    return resource
  }
}

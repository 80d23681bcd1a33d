import HTTPTypes

/// The media types that Berth speaks.
enum MediaType {
  static let json = "application/json"
  static let yaml = "application/yaml"
  static let problem = "application/problem+json"
  static let text = "text/plain; charset=utf-8"

  /// The type of a file by its extension.
  static func of(path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    let fileExtension = name.contains(".") ? name.split(separator: ".").last?.lowercased() : nil
    return fileExtension.flatMap { byExtension[$0] } ?? "application/octet-stream"
  }

  private static let byExtension: [String: String] = [
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": json,
    "map": json,
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": text,
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "yaml": yaml,
    "yml": yaml,
  ]

  /// Whether bodies of the type are text, which compresses well.
  static func isText(_ contentType: String) -> Bool {
    let essence = essence(of: contentType)
    return essence.hasPrefix("text/") || essence.hasSuffix("json") || essence.hasSuffix("yaml")
  }

  /// The type and subtype that a Content-Type field names, in lower case and without its parameters.
  static func essence(of contentType: String) -> String {
    let essence = contentType.prefix { $0 != ";" }
    return essence.filter { $0 != " " && $0 != "\t" }.lowercased()
  }
}

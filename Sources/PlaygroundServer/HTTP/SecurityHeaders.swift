import HTTPTypes

/// The header fields that protect whoever looks at a response.
///
/// A browser heeds most of them in documents alone. What is no document gets what matters when somebody opens its address or
/// puts it into a page: it is what its type says, belongs to this origin, may load and run nothing, and stands in no frame.
enum SecurityHeaders {
  /// The page runs only its own files, talks only to its own server, and stands in nobody's frame.
  private static let policyOfDocuments = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].joined(separator: "; ")

  private static let ofAll = fields([
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ])

  private static let ofDocuments =
    fields([
      ("Content-Security-Policy", policyOfDocuments),
      ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]) + ofAll

  private static let ofOthers =
    fields([("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")]) + ofAll

  /// Adds what a response with this Content-Type needs.
  static func add(to headers: inout HTTPFields) {
    for field in isDocument(headers[.contentType]) ? ofDocuments : ofOthers { headers[field.name] = field.value }
  }

  /// Whether a browser may make a document of it that runs scripts: HTML and XML, of which SVG is one.
  private static func isDocument(_ contentType: String?) -> Bool {
    guard let essence = contentType.map(MediaType.essence) else { return true }
    return essence.hasSuffix("html") || essence.hasSuffix("xml")
  }

  private static func fields(_ pairs: [(String, String)]) -> [HTTPField] {
    pairs.compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } }
  }
}

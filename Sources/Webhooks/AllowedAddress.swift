import Foundation

/// An address that may be called, and everything below it: scheme, host and port are the same, and the path begins with
/// the same segments.
///
///     AllowedAddress("http://127.0.0.1:9000/scheduler")   // also …/scheduler/filter, not …/schedulers
struct AllowedAddress: Sendable, Hashable {
  private let scheme: String
  private let host: String
  private let port: Int
  private let segments: [String]

  /// nil for what is no plain `http` or `https` address, such as one with a user, a query, a fragment, escapes, or dots to
  /// climb with.
  init?(_ text: String) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host?.lowercased(), !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil, !text.contains("%")
    else { return nil }
    segments = parts.path.split(separator: "/").map(String.init)
    guard !segments.contains("."), !segments.contains("..") else { return nil }
    self.scheme = scheme
    self.host = host
    port = parts.port ?? (scheme == "https" ? 443 : 80)
  }

  func covers(_ other: AllowedAddress) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port && other.segments.starts(with: segments)
  }
}

/// A kind of object as the API serves it (`metav1.APIResource`).
public struct APIResource: Sendable, Hashable {
  /// Empty for the core group.
  public var group: String
  public var version: String
  public var kind: String
  /// The plural that stands in URLs: `pods`; `pods/status` for a subresource.
  public var name: String
  /// Empty for a subresource.
  public var singularName: String
  public var shortNames: [String]
  public var isNamespaced: Bool
  public var categories: [String]
  public var verbs: [String]
  /// The group and version of the URL, which differ from those of the kind for some subresources.
  public var servedIn: String

  /// `v1`, `apps/v1`.
  public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// `pods`, `deployments.apps`: how kubectl and the API server name the resource in messages.
  public var groupResource: String { group.isEmpty ? name : "\(name).\(group)" }

  public var isSubresource: Bool { name.contains("/") }
}

/// The group and version of an `apiVersion`.
public struct GroupVersion: Sendable, Hashable, CustomStringConvertible {
  public var group: String
  public var version: String

  public init(group: String, version: String) {
    self.group = group
    self.version = version
  }

  /// nil when there is more than one slash.
  public init?(_ apiVersion: String) {
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: self.init(group: "", version: parts[0])
    case 2: self.init(group: parts[0], version: parts[1])
    default: return nil
    }
  }

  public var description: String { group.isEmpty ? version : "\(group)/\(version)" }
}

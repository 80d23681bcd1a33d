/// A kind of object as the API serves it (`metav1.APIResource`): one of a ``Schema``, shared by all who speak of it.
public final class APIResource: Sendable {
  /// Empty for the core group.
  public let group: String
  public let version: String
  public let kind: String
  /// The plural that stands in URLs: `pods`; `pods/status` for a subresource.
  public let name: String
  /// Empty for a subresource.
  public let singularName: String
  public let shortNames: [String]
  public let isNamespaced: Bool
  public let categories: [String]
  public let verbs: [String]
  /// The group and version of the URL, which differ from those of the kind for some subresources.
  public let servedIn: String

  /// A resource as discovery lists it; group and version are given only where the kind's differ from the URL's.
  init(discovery value: JSONValue) {
    servedIn = value["groupVersion"].string ?? ""
    let own = GroupVersion(servedIn) ?? GroupVersion(group: "", version: servedIn)
    group = value["group"].string ?? own.group
    version = value["version"].string ?? own.version
    kind = value["kind"].string ?? ""
    name = value["name"].string ?? ""
    singularName = value["singularName"].string ?? ""
    shortNames = value["shortNames"].strings
    isNamespaced = value["namespaced"].bool ?? false
    categories = value["categories"].strings
    verbs = value["verbs"].strings
  }

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

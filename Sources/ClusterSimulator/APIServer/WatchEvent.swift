public import KubernetesAPI

/// A change of a stored object, as a watch reports it.
public enum WatchEvent: Sendable, Hashable {
  case added(KubernetesObject)
  case modified(old: KubernetesObject, new: KubernetesObject)
  case deleted(KubernetesObject)

  /// The object after the change; for a deletion its last state.
  public var object: KubernetesObject {
    switch self {
    case .added(let object), .deleted(let object): object
    case .modified(_, let new): new
    }
  }
}

/// A place in the scheduling of a Pod where plugins take part, in the order in which a Pod meets them.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/>
public enum ExtensionPoint: String, Sendable, Hashable, CaseIterable, Comparable {
  case preEnqueue = "PreEnqueue"
  case queueSort = "QueueSort"
  case preFilter = "PreFilter"
  case filter = "Filter"
  case postFilter = "PostFilter"
  case preScore = "PreScore"
  case score = "Score"
  case reserve = "Reserve"
  case permit = "Permit"
  case preBind = "PreBind"
  case bind = "Bind"
  case postBind = "PostBind"

  /// The field of a profile's `plugins` that configures it: `preFilter`.
  public var configurationField: String { rawValue.prefix(1).lowercased() + rawValue.dropFirst() }

  public static func < (left: ExtensionPoint, right: ExtensionPoint) -> Bool { left.place < right.place }

  /// Among all extension points.
  var place: Int {
    switch self {
    case .preEnqueue: 0
    case .queueSort: 1
    case .preFilter: 2
    case .filter: 3
    case .postFilter: 4
    case .preScore: 5
    case .score: 6
    case .reserve: 7
    case .permit: 8
    case .preBind: 9
    case .bind: 10
    case .postBind: 11
    }
  }
}

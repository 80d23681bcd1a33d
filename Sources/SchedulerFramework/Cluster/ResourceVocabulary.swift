/// The resources of a cluster as small integers, so that amounts are columns and no loop compares names.
///
/// cpu, memory and ephemeral-storage have fixed numbers; scalar resources (extended ones, hugepages, attachable volumes)
/// get theirs when they are first seen and keep it.
public struct ResourceVocabulary: Sendable {
  public static let cpu = 0
  public static let memory = 1
  public static let ephemeralStorage = 2

  public private(set) var names = ["cpu", "memory", "ephemeral-storage"]
  private var numbers = ["cpu": 0, "memory": 1, "ephemeral-storage": 2]

  public init() {}

  public var count: Int { names.count }

  /// nil for a resource that no Node or Pod has named.
  public func number(of name: String) -> Int? { numbers[name] }

  public mutating func intern(_ name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Resources beyond cpu, memory and ephemeral-storage that a scheduler accounts for.
  public static func isScalar(_ name: String) -> Bool {
    name.hasPrefix("hugepages-") || name.hasPrefix("attachable-volumes-") || name.contains("/")
  }

  /// A resource of a domain of its own, such as `nvidia.com/gpu`.
  public static func isExtended(_ name: String) -> Bool {
    name.contains("/") && !name.contains("kubernetes.io/") && !name.hasPrefix("requests.")
  }
}

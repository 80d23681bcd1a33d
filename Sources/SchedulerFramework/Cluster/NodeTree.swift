import KubernetesAPI

/// The order in which a scheduler looks at Nodes: zone by zone in turn, so that a search that stops early has seen them all.
struct NodeTree: Sendable {
  private var zones: [String] = []
  private var nodes: [String: [String]] = [:]

  /// Region and zone together, from the older labels where a Node has them; one zone for all Nodes without any.
  static func zone(of labels: [String: String]) -> String {
    let zone = labels["failure-domain.beta.kubernetes.io/zone"] ?? labels["topology.kubernetes.io/zone"] ?? ""
    let region = labels["failure-domain.beta.kubernetes.io/region"] ?? labels["topology.kubernetes.io/region"] ?? ""
    return region.isEmpty && zone.isEmpty ? "" : region + ":\u{0}:" + zone
  }

  mutating func add(_ name: String, zone: String) {
    if Self.append(name, to: &nodes[zone, default: []]) { zones.append(zone) }
  }

  /// - Returns: Whether it is the first.
  private static func append(_ name: String, to names: inout [String]) -> Bool {
    names.append(name)
    return names.count == 1
  }

  mutating func remove(_ name: String, zone: String) {
    guard var names = nodes[zone], let index = names.firstIndex(of: name) else { return }
    names.remove(at: index)
    if names.isEmpty {
      nodes[zone] = nil
      zones.removeAll { $0 == zone }
    } else {
      nodes[zone] = names
    }
  }

  /// First Node of each zone, second Node of each zone …; exhausted zones are passed over.
  var order: [String] {
    let lists = zones.map { nodes[$0] ?? [] }
    let longest = lists.map(\.count).max() ?? 0
    var order: [String] = []
    for index in 0..<longest {
      for list in lists where index < list.count { order.append(list[index]) }
    }
    return order
  }
}

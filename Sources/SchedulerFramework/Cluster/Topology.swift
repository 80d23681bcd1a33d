import KubernetesAPI

/// The Nodes of a cluster divided by the value of one label, the topology key: each value is a domain with a number.
public struct Topology: Sendable {
  public let key: String
  /// The domain of every row; ``none`` where the Node lacks the label.
  public let domains: ContiguousArray<Int32>
  /// The label's value in each domain.
  public let values: [String]
  /// How many rows each domain has.
  public let sizes: ContiguousArray<Int32>

  public static let none: Int32 = -1

  init(key: String, nodes: [Node]) {
    var domains = ContiguousArray<Int32>()
    var numbers: [String: Int32] = [:]
    var values: [String] = []
    var sizes = ContiguousArray<Int32>()
    domains.reserveCapacity(nodes.count)
    for row in nodes.indices {
      guard let value = nodes[row].metadata.labels[key] else {
        domains.append(Self.none)
        continue
      }
      if let number = numbers[value] {
        domains.append(number)
        sizes[Int(number)] += 1
      } else {
        let number = Int32(values.count)
        numbers[value] = number
        values.append(value)
        sizes.append(1)
        domains.append(number)
      }
    }
    self.key = key
    self.domains = domains
    self.values = values
    self.sizes = sizes
  }

  /// The domain of a row; nil when the Node lacks the label.
  public func domain(of row: Int) -> Int? {
    let domain = domains[row]
    return domain == Self.none ? nil : Int(domain)
  }

  /// The label's value on a row.
  public func value(on row: Int) -> String? { domain(of: row).map { values[$0] } }
}

extension ClusterState {
  /// The domains of a topology key over the rows as they are now.
  public func topology(_ key: String) -> Topology {
    refresh()
    if let known = topologies[key] { return known }
    let topology = Topology(key: key, nodes: nodes)
    topologies[key] = topology
    return topology
  }
}

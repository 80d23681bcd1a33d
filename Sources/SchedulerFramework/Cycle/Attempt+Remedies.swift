import KubernetesAPI

extension Attempt {
  /// The rejected Node that the fewest changes would have opened, the first in node order among equals; nil when some plugin
  /// has no remedy on every Node. Of each plugin the remedy with the fewest changes counts, each for itself.
  public var cheapestNode: (name: String, changes: Int)? {
    var cheapest: (name: String, changes: Int)?
    for (row, _) in table.rejections {
      guard let changes = changeCount(of: row), changes < cheapest?.changes ?? .max else { continue }
      cheapest = (table.nodeOrder[row], changes)
    }
    return cheapest
  }

  /// How many changes the row's rejections take together; nil when a plugin that rejects it has no remedy.
  private func changeCount(of row: Int) -> Int? {
    let remedies = remedies[row] ?? []
    let known = Set(remedies.map(\.plugin))
    guard !known.isEmpty, known.isSuperset(of: rejectors(of: row)) else { return nil }
    return remedies.reduce(0) { sum, entry in sum + (entry.remedies.map(\.changes.count).min() ?? 0) }
  }

  /// The plugins that reject a row, also after the first one.
  private func rejectors(of row: Int) -> [String] {
    if table.preFilterFailure != nil { return preFilter.filter { $0.status.code.isRejection }.map(\.plugin) }
    return (table.fullFilterColumns ?? []).filter { !$0.passes(row) }.map(\.plugin)
  }

  /// Writes the members `remedies`, `preEnqueueRemedies` and `cheapestNode` into an object that is open.
  func writeRemedies(to json: inout JSONWriter) {
    if !preEnqueueRemedies.isEmpty { json.member("preEnqueueRemedies") { Self.write(preEnqueueRemedies, to: &$0) } }
    json.member("remedies") { json in
      json.object { json in
        for row in remedies.keys.sorted() {
          json.member(named: table.nodeOrder[row]) { Self.write(remedies[row] ?? [], to: &$0) }
        }
      }
    }
    if placedOn == nil, let cheapestNode {
      json.member("cheapestNode") { json in
        json.object { json in
          json.member("name", cheapestNode.name)
          json.member("changes", cheapestNode.changes)
        }
      }
    }
  }

  private static func write(_ remedies: [(plugin: String, remedies: [Remedy])], to json: inout JSONWriter) {
    json.object { json in
      for (plugin, alternatives) in remedies { json.member(named: plugin, .array(alternatives.map(\.json))) }
    }
  }
}

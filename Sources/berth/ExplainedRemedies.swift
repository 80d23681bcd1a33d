import SchedulerFramework

/// What would have let a Pod in, Node by Node, as text: Nodes of which the same is true stand together.
struct ExplainedRemedies {
  private let attempt: Attempt
  private let width: Int

  init(_ attempt: Attempt, width: Int) {
    self.attempt = attempt
    self.width = width
  }

  /// nil when nothing was rejected, or no plugin knows a remedy.
  var text: String? {
    var lines = queue
    for (nodes, remedies) in groups {
      let isSeveral = remedies.count > 1 ? ": all of these" : ""
      lines += (nodes.joined(separator: ", ") + isSeveral).wrapped(to: width - 2).map { "  " + $0 }
      lines += remedies.flatMap(paragraph)
    }
    guard !lines.isEmpty else { return nil }
    if attempt.placedOn == nil, let cheapest = attempt.cheapestNode {
      lines += ["", "The fewest changes: \(cheapest.changes) for \(cheapest.name)"]
    }
    return (["What would have let it in", ""] + lines).joined(separator: "\n")
  }

  private var queue: [String] {
    attempt.preEnqueueRemedies.isEmpty ? [] : ["  the queue"] + attempt.preEnqueueRemedies.flatMap(paragraph)
  }

  private func paragraph(_ entry: (plugin: String, remedies: [Remedy])) -> [String] {
    "\(entry.plugin): \(RemedyWords.text(entry.remedies))".wrapped(to: width - 6).enumerated()
      .map { ($0 == 0 ? "    " : "      ") + $1 }
  }

  /// Rejected Nodes in order, with those behind them that have the same remedies.
  private var groups: [(nodes: [String], remedies: [(plugin: String, remedies: [Remedy])])] {
    var groups: [(nodes: [String], remedies: [(plugin: String, remedies: [Remedy])])] = []
    var places: [String: Int] = [:]
    for (row, _) in attempt.table.rejections {
      guard let remedies = attempt.remedies[row] else { continue }
      let words = remedies.map { "\($0.plugin): \(RemedyWords.text($0.remedies))" }.joined(separator: "\n")
      let node = attempt.table.nodeOrder[row]
      if let place = places[words] {
        groups[place].nodes.append(node)
      } else {
        places[words] = groups.count
        groups.append(([node], remedies))
      }
    }
    return groups
  }
}

import SchedulerFramework

/// An attempt's decision table as text that reads well in a terminal 100 columns wide.
struct ExplainedAttempt {
  private static let width = 100
  private let number: Int
  private let attempt: Attempt
  private let table: DecisionTable

  init(_ attempt: Attempt, number: Int) {
    self.attempt = attempt
    self.number = number
    table = attempt.table
  }

  var text: String {
    var sections = [headline, points]
    if !attempt.preEnqueue.isEmpty {
      sections.append(attempt.preEnqueue.map { "✕ \($0.plugin): \($0.status.message)" }.joined(separator: "\n"))
    }
    if let failure = table.preFilterFailure {
      sections.append("✕ \(failure.plugin), PreFilter, for every Node: \(failure.status.message)")
    }
    if !table.filterPlugins.isEmpty { sections.append(filters) }
    if !table.scoreColumns.isEmpty { sections.append(scores) }
    if attempt.placedOn != nil, table.feasible.count == 1 {
      sections.append("One Node is left, so nothing is scored.")
    }
    if let remedies = ExplainedRemedies(attempt, width: Self.width).text { sections.append(remedies) }
    if let message = attempt.message { sections.append(message.wrapped(to: Self.width).joined(separator: "\n")) }
    return sections.joined(separator: "\n\n")
  }

  private var headline: String {
    guard let profile = attempt.profile else {
      return "\(attempt.pod): no profile has its schedulerName, so no scheduler looks at it"
    }
    let outcome = attempt.placedOn.map { "placed on \($0)" } ?? "not placed"
    return "Attempt \(number): \(attempt.pod) by \(profile): \(outcome)"
  }

  private var points: String {
    let texts = ExtensionPoint.allCases.map { point in
      switch attempt.pointStates[point] ?? .notReached {
      case .ran:
        point == .filter
          ? "\(point.rawValue) \(table.nodeOrder.count) → \(table.feasible.count)" : "\(point.rawValue) ✓"
      case .skipped: "\(point.rawValue) –"
      case .notReached: "\(point.rawValue) ·"
      }
    }
    // A point's name and its mark stay together when the line is broken.
    let glue: Character = "\u{A0}"
    return texts.map { String($0.map { $0 == " " ? glue : $0 }) }.joined(separator: " ")
      .wrapped(to: Self.width).joined(separator: "\n").replacing(String(glue), with: " ")
  }

  // MARK: - Filters

  /// Rows that passed by their totals, then those that did not in the order of Nodes.
  private var rows: [Int] {
    let scored = table.feasible.indices.sorted { left, right in
      let totals = table.totals
      guard !totals.isEmpty, totals[left] != totals[right] else { return left < right }
      return totals[left] > totals[right]
    }
    let feasible = scored.map { table.feasible[$0] }
    let known = Set(feasible)
    return feasible + table.nodeOrder.indices.filter { !known.contains($0) }
  }

  private func mark(_ row: Int) -> String { table.nodeOrder[row] == attempt.placedOn ? "★ " : "  " }

  private var filters: String {
    let legend = table.filterPlugins.enumerated().map { "\($0 + 1)\u{A0}\($1)" }.joined(separator: "  ")
      .wrapped(to: Self.width).joined(separator: "\n").replacing("\u{A0}", with: " ")
    let name = max(4, table.nodeOrder.map(TextTable.width).max() ?? 0)
    var lines = [legend, "", "  " + "NODE".padded(to: name) + "  " + header]
    for row in rows { lines.append(mark(row) + table.nodeOrder[row].padded(to: name) + "  " + verdicts(row)) }
    return lines.joined(separator: "\n")
  }

  private var header: String {
    table.filterPlugins.indices.map { String($0 + 1).padded(to: 2) }.joined(separator: " ")
  }

  private func verdicts(_ row: Int) -> String {
    if table.notEvaluated.contains(row) { return "not looked at: enough Nodes were found" }
    guard let rejection = table.rejection(of: row) else {
      return table.filterPlugins.map { _ in "✓ " }.joined(separator: " ")
    }
    let reasons = rejection.status.reasons.joined(separator: ", ")
    guard let plugin = rejection.plugin, let column = table.filterPlugins.firstIndex(of: plugin) else {
      return "✕ \(reasons)"
    }
    let details = (attempt.details[row]?.first { $0.plugin == plugin }?.details ?? []).compactMap(DetailWords.text)
    let passed = String(repeating: "✓  ", count: column)
    return passed + "✕  " + reasons + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")
  }

  // MARK: - Scores

  private var scores: String {
    let name = max(4, table.feasible.map { TextTable.width(table.nodeOrder[$0]) }.max() ?? 0)
    let columns = table.scoreColumns
    let widths = columns.map { column in
      max("\(column.plugin) ×\(column.weight)".count, cells(column).map(\.count).max() ?? 0)
    }
    var blocks: [[Int]] = [[]]
    var used = name + 10
    for index in columns.indices {
      if used + widths[index] + 2 > Self.width, blocks.last?.isEmpty == false {
        blocks.append([])
        used = name + 10
      }
      blocks[blocks.count - 1].append(index)
      used += widths[index] + 2
    }
    let texts = blocks.enumerated().map { number, block in
      scoreBlock(block.map { (columns[$0], widths[$0]) }, name: name, withTotal: number == blocks.count - 1)
    }
    return "Scores: raw → normalized, × weight = weighted\n\n" + texts.joined(separator: "\n\n")
  }

  private func cells(_ column: ScoreColumn) -> [String] {
    column.rows.indices.map {
      "\(column.raw[$0]) → \(column.normalized[$0]) = \(column.weighted(at: $0))"
    }
  }

  private func scoreBlock(_ columns: [(column: ScoreColumn, width: Int)], name: Int, withTotal: Bool) -> String {
    var lines = [
      "  " + "NODE".padded(to: name)
        + columns.map { "  " + "\($0.column.plugin) ×\($0.column.weight)".padded(to: $0.width) }.joined()
        + (withTotal ? "  TOTAL" : "")
    ]
    for row in rows {
      guard let index = table.feasible.firstIndex(of: row) else { continue }
      lines.append(
        mark(row) + table.nodeOrder[row].padded(to: name)
          + columns.map { "  " + cells($0.column)[index].padded(to: $0.width) }.joined()
          + (withTotal ? "  \(table.totals[index])" : ""))
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text with blanks after it, as many as it takes to fill `width` cells.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextTable.width(self)))
  }
}

import KubernetesAPI

extension Attempt {
  /// How the cells of the table are written.
  public enum Layout: String, Sendable, CaseIterable {
    /// `filter` and `score`: by Node, then by plugin.
    case rows
    /// `columns`: an array a plugin, in the order of `nodeOrder`. A table of thousands of Nodes is small this way.
    case columns
  }

  func writeColumns(to json: inout JSONWriter) {
    json.member("columns") { json in
      json.array { json in
        writeFilterColumns(to: &json)
        for column in table.scoreColumns { write(column, to: &json) }
      }
    }
  }

  private func writeFilterColumns(to json: inout JSONWriter) {
    guard table.preFilterFailure == nil else { return }
    var unasked = Set(table.notEvaluated)
    if let columns = table.fullFilterColumns {
      for column in columns { write(column, unasked: unasked, to: &json) }
      return
    }
    // The decision asks nobody about a row that PreFilter left out, or that an earlier column rejected.
    if let restriction = table.restriction { unasked.formUnion(restriction.rows) }
    for column in table.filterColumns {
      write(column, unasked: unasked, to: &json)
      unasked.formUnion(table.nodeOrder.indices.filter { !column.passes($0) })
    }
  }

  /// `verdicts` has a number a Node: 0 for passed, n for the n-th of `statuses`, null for not asked.
  private func write(_ column: FilterColumn, unasked: Set<Int>, to json: inout JSONWriter) {
    var statuses: [Status] = []
    var numbers: [Status: Int] = [:]
    json.object { json in
      json.member("plugin", column.plugin)
      json.member("point", "filter")
      json.member("verdicts") { json in
        json.array { json in
          for row in table.nodeOrder.indices {
            if unasked.contains(row) {
              json.writeNull()
            } else if let status = column[row] {
              if numbers[status] == nil {
                statuses.append(status)
                numbers[status] = statuses.count
              }
              json.write(numbers[status] ?? 0)
            } else {
              json.write(0)
            }
          }
        }
      }
      json.member("statuses") { json in
        json.array { json in for status in statuses { Self.write(status, to: &json) } }
      }
    }
  }

  /// `raw`, `normalized` and `weighted` have a number a Node, null where it was not scored.
  private func write(_ column: ScoreColumn, to json: inout JSONWriter) {
    var positions = [Int?](repeating: nil, count: table.nodeOrder.count)
    for (index, row) in column.rows.enumerated() { positions[row] = index }
    func numbers(_ json: inout JSONWriter, _ value: (Int) -> Int64) {
      json.array { json in
        for position in positions {
          if let position { json.write(value(position)) } else { json.writeNull() }
        }
      }
    }
    json.object { json in
      json.member("plugin", column.plugin)
      json.member("point", "score")
      json.member("weight", column.weight)
      json.member("raw") { numbers(&$0) { column.raw[$0] } }
      json.member("normalized") { numbers(&$0) { column.normalized[$0] } }
      json.member("weighted") { numbers(&$0) { column.weighted(at: $0) } }
    }
  }
}

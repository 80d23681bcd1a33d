public import KubernetesAPI

extension Attempt {
  /// Writes the attempt's members as golden cases have them, into an object that is open.
  ///
  /// - Parameters:
  ///   - withTrace: Also what cases do not have: weights, extension points, and what is behind the cells.
  ///   - layout: How the cells are written.
  public func writeMembers(to json: inout JSONWriter, withTrace: Bool = false, layout: Layout = .rows) {
    json.member("pod", pod.description)
    if isRetry { json.member("retry", true) }
    guard let profile else {
      json.member("profile", .null)
      return
    }
    json.member("profile", profile)
    json.member("placedOn", placedOn.map(JSONValue.string) ?? .null)
    if withTrace { writeTrace(to: &json) }
    if !preEnqueue.isEmpty {
      json.member("preEnqueue") { json in
        json.object { json in
          for (plugin, status) in preEnqueue { json.member(named: plugin) { Self.write(status, to: &$0) } }
        }
      }
      return
    }
    if let skipped {
      json.member("skipped", skipped)
      return
    }
    writePreFilter(to: &json)
    if !isError, !table.nodeOrder.isEmpty { writeFilter(to: &json, layout) }
    if !isError, !table.totals.isEmpty { writeScores(to: &json, layout) }
    if !isError, layout == .columns { writeColumns(to: &json) }
    if !postFilter.isEmpty, !isError {
      json.member("postFilter") { json in
        json.object { json in
          for outcome in postFilter {
            json.member(named: outcome.plugin) { json in
              json.object { json in
                json.member("code", outcome.code.rawValue)
                json.member("message", outcome.message)
              }
            }
          }
        }
      }
    }
    if let nominatedNode {
      json.member("nominatedNode", nominatedNode)
      json.member("victims", victims.sorted().map(\.description))
    }
    json.member("message", ifPresent: message)
    if isError { json.member("error", true) }
  }

  static func write(_ status: Status, to json: inout JSONWriter) {
    json.object { json in
      json.member("code", status.code.rawValue)
      json.member("reasons", status.reasons)
    }
  }

  private func writePreFilter(to json: inout JSONWriter) {
    if !preFilter.isEmpty {
      json.member("preFilter") { json in
        json.object { json in
          for outcome in preFilter {
            json.member(named: outcome.plugin) { json in
              json.object { json in
                json.member("code", outcome.status.code.rawValue)
                if !outcome.status.reasons.isEmpty { json.member("reasons", outcome.status.reasons) }
                if let nodes = outcome.nodes { json.member("nodes", nodes) }
              }
            }
          }
        }
      }
    }
    if table.preFilterFailure == nil, !table.nodeOrder.isEmpty { json.member("filterPlugins", table.filterPlugins) }
  }

  private func writeFilter(to json: inout JSONWriter, _ layout: Layout) {
    let names = table.nodeOrder
    let left = Set(table.notEvaluated)
    if layout == .rows, let columns = table.fullFilterColumns, table.preFilterFailure == nil {
      json.member("filter") { json in
        json.object { json in
          for row in names.indices where !left.contains(row) {
            let rejecting = columns.filter { !$0.passes(row) }
            guard !rejecting.isEmpty else { continue }
            json.member(named: names[row]) { json in
              json.object { json in
                for column in rejecting {
                  if let status = column[row] { json.member(named: column.plugin) { Self.write(status, to: &$0) } }
                }
              }
            }
          }
        }
      }
    }
    json.member("rejectedBy") { json in
      json.object { json in
        for (row, rejection) in table.rejections {
          json.member(named: names[row]) { json in
            json.object { json in
              json.member("plugin", ifPresent: rejection.plugin)
              json.member("code", rejection.status.code.rawValue)
              json.member("reasons", rejection.status.reasons)
            }
          }
        }
      }
    }
    json.member("feasible", table.feasible.map { names[$0] })
    if !table.notEvaluated.isEmpty { json.member("notEvaluated", table.notEvaluated.map { names[$0] }) }
  }

  private func writeScores(to json: inout JSONWriter, _ layout: Layout) {
    let names = table.nodeOrder
    if !preScore.isEmpty {
      json.member("preScore") { json in
        json.object { json in
          for (plugin, code) in preScore { json.member(named: plugin, code.rawValue) }
        }
      }
    }
    if layout == .rows { writeScoreRows(to: &json) }
    json.member("total") { json in
      json.object { json in
        for (index, row) in table.feasible.enumerated() { json.member(named: names[row], table.totals[index]) }
      }
    }
    json.member("topNodes", table.topRows.map { names[$0] })
  }

  private func writeScoreRows(to json: inout JSONWriter) {
    json.member("score") { json in
      json.object { json in
        for (index, row) in table.feasible.enumerated() {
          json.member(named: table.nodeOrder[row]) { json in
            json.object { json in
              for column in table.scoreColumns {
                json.member(named: column.plugin) { json in
                  json.object { json in
                    json.member("raw", column.raw[index])
                    json.member("normalized", column.normalized[index])
                    json.member("weighted", column.weighted(at: index))
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func writeTrace(to json: inout JSONWriter) {
    json.member("depth", depth.rawValue)
    json.member("nodeOrder", table.nodeOrder)
    json.member("weights") { json in
      json.object { json in
        for (plugin, weight) in weights { json.member(named: plugin, weight) }
      }
    }
    json.member("scorePlugins", table.scoreColumns.map(\.plugin))
    json.member("extensionPoints") { json in
      json.array { json in
        for point in ExtensionPoint.allCases {
          json.object { json in
            json.member("name", point.rawValue)
            json.member("state", (pointStates[point] ?? .notReached).rawValue)
            json.member("plugins", pointPlugins[point] ?? [])
          }
        }
      }
    }
    if !reserving.isEmpty { json.member("reserving", reserving) }
    writeBinding(to: &json)
    json.member("details") { json in
      json.object { json in
        for row in details.keys.sorted() {
          json.member(named: table.nodeOrder[row]) { json in
            json.object { json in
              for (plugin, cells) in details[row] ?? [] { json.member(named: plugin, .array(cells.map(\.json))) }
            }
          }
        }
      }
    }
    writeRemedies(to: &json)
  }
}

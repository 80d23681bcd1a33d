extension SchedulingCycle {
  /// Asks the plugins that rejected Nodes what would have let the Pod in there.
  mutating func collectRemedies() {
    if attempt.table.preFilterFailure != nil {
      collectPreFilterRemedies()
    } else if let columns = attempt.table.fullFilterColumns {
      for (seat, column) in zip(filterSeats, columns) {
        for row in attempt.table.nodeOrder.indices where column[row]?.code.isRejection == true {
          add(cycles[seat.plugin].remedies(row: row), of: name(seat), to: row)
        }
      }
      collectRemediesBesideNominated(columns)
    }
  }

  /// What would have let the Pod into the queue.
  mutating func collectPreEnqueueRemedies() {
    for seat in profile.seats(at: .preEnqueue) where attempt.preEnqueue.contains(where: { $0.plugin == name(seat) }) {
      let remedies = cycles[seat.plugin].preEnqueueRemedies()
      if !remedies.isEmpty { attempt.preEnqueueRemedies.append((name(seat), remedies)) }
    }
  }

  /// A plugin that fails in PreFilter rejects every Node.
  private mutating func collectPreFilterRemedies() {
    let failed = Set(attempt.preFilter.filter { $0.status.code.isRejection }.map(\.plugin))
    for seat in profile.seats(at: .preFilter) where failed.contains(name(seat)) {
      for row in attempt.table.nodeOrder.indices {
        add(cycles[seat.plugin].remedies(row: row), of: name(seat), to: row)
      }
    }
  }

  /// Nodes that only Pods nominated to them close.
  private mutating func collectRemediesBesideNominated(_ columns: [FilterColumn]) {
    guard cluster.hasNominations else { return }
    for (row, rejection) in attempt.table.rejections where rejection.status.code.isRejection {
      guard let index = columns.firstIndex(where: { $0.plugin == rejection.plugin }), columns[index].passes(row) else {
        continue
      }
      let (trial, cycle) = (trial, cycles[filterSeats[index].plugin])
      let remedies = trial.onTrial(row) {
        for pod in trial.nominatedPods(on: row) { trial.add(pod, to: row) }
        return cycle.remedies(row: row)
      }
      add(remedies, of: columns[index].plugin, to: row)
    }
  }

  private mutating func add(_ remedies: [Remedy], of plugin: String, to row: Int) {
    if !remedies.isEmpty { attempt.remedies[row, default: []].append((plugin, remedies)) }
  }
}

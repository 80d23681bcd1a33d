extension SchedulingCycle {
  /// Runs Reserve and Permit for the chosen row. Whoever says no has everything given back that was reserved.
  mutating func reserveAndPermit(_ row: Int) throws(PluginFailure) {
    attempt.pointStates[.reserve] = profile.seats(at: .reserve).isEmpty ? .skipped : .ran
    for seat in profile.seats(at: .reserve) {
      let status = cycles[seat.plugin].reserve(on: row)
      if status.isSuccess { continue }
      return try refuse(status, at: .reserve, by: name(seat), row)
    }
    attempt.pointStates[.permit] = profile.seats(at: .permit).isEmpty ? .skipped : .ran
    for seat in profile.seats(at: .permit) {
      let result = cycles[seat.plugin].permit(on: row)
      switch result.status.code {
      case .success: continue
      case .wait: attempt.waits.append(PermitWait(plugin: name(seat), timeout: result.timeout))
      default: return try refuse(result.status, at: .permit, by: name(seat), row)
      }
    }
    for point in [ExtensionPoint.preBind, .bind, .postBind] where attempt.waits.isEmpty {
      attempt.pointStates[point] = profile.seats(at: point).isEmpty ? .skipped : .ran
    }
    if attempt.waits.isEmpty {
      attempt.preBindUpdates = profile.seats(at: .preBind).flatMap { cycles[$0.plugin].preBind(on: row) }
    }
    attempt.placedOn = attempt.table.nodeOrder[row]
  }

  /// A rejection is the Node's, and says so; anything else is an error of the plugin.
  private mutating func refuse(
    _ status: Status, at point: ExtensionPoint, by plugin: String, _ row: Int
  ) throws(PluginFailure) {
    for seat in profile.seats(at: .reserve).reversed() { cycles[seat.plugin].unreserve() }
    attempt.waits = []
    guard status.code.isRejection else {
      throw PluginFailure(message: "running \(point.rawValue) plugin \"\(plugin)\": \(status.message)")
    }
    attempt.rejectedAt = .init(
      point: point, plugin: plugin, node: attempt.table.nodeOrder[row], status: status)
    attempt.message = UnschedulableMessage.onChosenNode(status)
    attempt.clearsNomination = true
  }
}

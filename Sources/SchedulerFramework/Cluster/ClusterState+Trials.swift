extension ClusterState {
  /// Everything about a row that Pods change, so that a trial can be taken back.
  struct RowState {
    fileprivate let row: Int
    fileprivate let pods: [PodInfo]
    fileprivate let hostPorts: HostPorts
    fileprivate let requested: [Int64]
    fileprivate let nonZeroMilliCPU: Int64
    fileprivate let nonZeroMemory: Int64
    fileprivate let podCount: Int64
  }

  func state(of row: Int) -> RowState {
    RowState(
      row: row, pods: podsOnRow[row], hostPorts: hostPorts[row], requested: amounts.requested.map { $0[row] },
      nonZeroMilliCPU: amounts.nonZeroMilliCPU[row], nonZeroMemory: amounts.nonZeroMemory[row],
      podCount: amounts.podCounts[row])
  }

  func restore(_ state: RowState) {
    let row = state.row
    podsOnRow[row] = state.pods
    hostPorts[row] = state.hostPorts
    for (resource, amount) in state.requested.enumerated() { amounts.requested[resource][row] = amount }
    amounts.nonZeroMilliCPU[row] = state.nonZeroMilliCPU
    amounts.nonZeroMemory[row] = state.nonZeroMemory
    amounts.podCounts[row] = state.podCount
  }
}

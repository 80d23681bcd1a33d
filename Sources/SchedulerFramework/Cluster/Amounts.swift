/// What Nodes offer and what is taken of it: an entry a row.
struct Amounts: Sendable {
  var allocatable: [ContiguousArray<Int64>] = []
  var requested: [ContiguousArray<Int64>] = []
  var nonZeroMilliCPU: ContiguousArray<Int64> = []
  var nonZeroMemory: ContiguousArray<Int64> = []
  var allowedPods: ContiguousArray<Int64> = []
  var podCounts: ContiguousArray<Int64> = []

  init() {}

  init(rows: Int, resources: Int) {
    let empty = ContiguousArray<Int64>(repeating: 0, count: rows)
    allocatable = Array(repeating: empty, count: resources)
    requested = allocatable
    (nonZeroMilliCPU, nonZeroMemory, allowedPods, podCounts) = (empty, empty, empty, empty)
  }

  mutating func addResource(rows: Int) {
    allocatable.append(ContiguousArray(repeating: 0, count: rows))
    requested.append(ContiguousArray(repeating: 0, count: rows))
  }

  /// Counts a Pod on a row, or no longer.
  mutating func count(_ info: PodInfo, on row: Int, sign: Int64) {
    for request in info.requests { requested[request.resource][row] &+= sign &* request.amount }
    nonZeroMilliCPU[row] &+= sign &* info.nonZeroMilliCPU
    nonZeroMemory[row] &+= sign &* info.nonZeroMemory
    podCounts[row] += sign
  }
}

extension ClusterState {
  /// `allocatable[resource][row]`, milli-CPU or whole units; 0 where the Node does not offer the resource.
  public var allocatable: [ContiguousArray<Int64>] { amounts.allocatable }
  /// `requested[resource][row]`: the sum over the Pods on the Node.
  public var requested: [ContiguousArray<Int64>] { amounts.requested }
  /// What every row offers of one resource.
  public func allocatable(of resource: Int) -> ContiguousArray<Int64> { amounts.allocatable[resource] }
  /// What is requested of one resource on every row.
  public func requested(of resource: Int) -> ContiguousArray<Int64> { amounts.requested[resource] }
  /// Like ``requested``, with what scoring assumes for containers without requests.
  public var nonZeroMilliCPU: ContiguousArray<Int64> { amounts.nonZeroMilliCPU }
  public var nonZeroMemory: ContiguousArray<Int64> { amounts.nonZeroMemory }
  /// How many Pods a Node takes.
  public var allowedPods: ContiguousArray<Int64> { amounts.allowedPods }
  /// How many Pods count on the row.
  public var podCounts: ContiguousArray<Int64> { amounts.podCounts }
}

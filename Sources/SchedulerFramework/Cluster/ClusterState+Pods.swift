public import KubernetesAPI

extension ClusterState {
  /// A Pod with what is computed about it, ready to be asked about or placed.
  public func makeInfo(_ pod: Pod) -> PodInfo {
    let number = shapes.count
    return shapes.info(of: pod) { example in
      if let example {
        let isSame = example.pod.isTerminating == pod.isTerminating
        return PodInfo(
          pod, node: pod.nodeName, shape: example.shape,
          classNumber: isSame ? example.classNumber : classes.intern(pod, isTerminating: pod.isTerminating))
      }
      let shape = PodShape(pod.spec, number: number, vocabulary: &vocabulary)
      addMissingColumns()
      return PodInfo(
        pod, node: pod.nodeName, shape: shape, classNumber: classes.intern(pod, isTerminating: pod.isTerminating))
    }
  }

  /// The shape of the Pod; nil for one of a new shape.
  func shape(of pod: Pod) -> Int? { shapes.example(like: pod)?.shape.number }

  public func pod(_ name: NamespacedName) -> PodInfo? { pods[name]?.info }

  /// All Pods on Nodes, in no particular order.
  public var allPods: some Collection<PodInfo> { pods.values.lazy.map(\.info) }

  /// A bound or assumed Pod appears or changes; one that ended or has no Node goes.
  public func setPod(_ pod: Pod) {
    let name = pod.namespacedName
    guard pod.hasNode, !pod.isTerminated else { return removePod(name) }
    let known = pods[name]
    if let known {
      if known.info.pod.isKnownToDifferInStatusAlone(from: pod) { return replace(known, by: pod) }
      remove(known.info)
    }
    place(makeInfo(pod), arrival: known?.arrival)
  }

  /// A Pod has another status: nothing that is counted has changed.
  private func replace(_ known: Placed, by pod: Pod) {
    guard let node = known.info.node else { return }
    let info = PodInfo(pod, node: node, shape: known.info.shape, classNumber: known.info.classNumber)
    pods[pod.namespacedName] = Placed(info: info, arrival: known.arrival)
    guard let row = rows[node] else {
      if let place = strays[node]?.firstIndex(where: { $0 === known.info }) { strays[node]?[place] = info }
      return
    }
    if let place = podsOnRow[row].firstIndex(where: { $0 === known.info }) { podsOnRow[row].remove(at: place) }
    podsOnRow[row].append(info)
    rowVersions[row] += 1
  }

  /// Counts a Pod on the Node that was found for it.
  public func assume(_ info: PodInfo, on node: String) {
    place(PodInfo(info.pod, node: node, shape: info.shape, classNumber: info.classNumber), arrival: nil)
  }

  public func removePod(_ name: NamespacedName) {
    if let known = pods[name] { remove(known.info) }
  }

  /// The lowest priority that a Pod on a Node has; nil without any Pod.
  public var lowestPriority: Int32? { priorities.keys.min() }

  /// When the Pod started; one without `status.startTime` started after all that have one.
  public func start(of pod: PodInfo) -> PodStart {
    PodStart(time: pod.pod.status.startTime, arrival: pods[pod.pod.namespacedName]?.arrival ?? nextArrival)
  }

  /// Puts a Pod on its Node.
  private func place(_ info: PodInfo, arrival: Int?) {
    guard let node = info.node else { return }
    pods[info.pod.namespacedName] = Placed(info: info, arrival: arrival ?? nextArrival)
    if arrival == nil { nextArrival += 1 }
    priorities[info.pod.spec.priority, default: 0] += 1
    guard let row = rows[node] else { return strays[node, default: []].append(info) }
    count(info, on: row, sign: 1)
  }

  private func remove(_ info: PodInfo) {
    guard let node = info.node else { return }
    let name = info.pod.namespacedName
    pods[name] = nil
    let left = (priorities[info.pod.spec.priority] ?? 0) - 1
    priorities[info.pod.spec.priority] = left > 0 ? left : nil
    if let row = rows[node] { return count(info, on: row, sign: -1) }
    strays[node]?.removeAll { $0.pod.namespacedName == name }
    if strays[node]?.isEmpty == true { strays[node] = nil }
  }

  /// The rows on which something changed, each once.
  func rows(of changes: ArraySlice<ChangeLog.Entry>) -> [Int] {
    lastMark += 1
    return Self.rows(of: changes, marks: &marks, mark: lastMark)
  }

  private static func rows(
    of changes: ArraySlice<ChangeLog.Entry>, marks: inout ContiguousArray<Int>, mark: Int
  ) -> [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(changes.count)
    var marks = marks.mutableSpan
    for index in changes.indices {
      let row = changes[index].row
      if marks[row] == mark { continue }
      marks[row] = mark
      rows.append(row)
    }
    return rows
  }

  /// Counts a Pod for good, unlike a trial.
  private func count(_ info: PodInfo, on row: Int, sign: Int64) {
    account(info, on: row, sign: sign)
    rowVersions[row] += 1
    classes.count(info.classNumber, on: row, by: sign)
    changes.append(ChangeLog.Entry(pod: info, row: row, change: sign))
  }

  func account(_ info: PodInfo, on row: Int, sign: Int64) {
    amounts.count(info, on: row, sign: sign)
    if sign > 0 {
      podsOnRow[row].append(info)
      if !info.hostPorts.isEmpty { hostPorts[row].add(info.hostPorts) }
    } else {
      let place =
        podsOnRow[row].firstIndex { $0 === info }
        ?? podsOnRow[row].firstIndex { $0.pod.namespacedName == info.pod.namespacedName }
      if let place { podsOnRow[row].remove(at: place) }
      if !info.hostPorts.isEmpty { hostPorts[row].remove(info.hostPorts) }
    }
  }
}

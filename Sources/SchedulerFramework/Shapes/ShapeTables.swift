/// The tables of the shapes that came last.
struct ShapeTables {
  private final class Entry {
    /// nil when nothing can be kept of the shape in this version of the cluster.
    let table: ShapeTable?
    let version: Int
    var lastUse: Int

    init(_ table: ShapeTable?, version: Int, lastUse: Int) {
      self.table = table
      self.version = version
      self.lastUse = lastUse
    }
  }

  /// How many rows are kept in all: some hundred bytes each.
  private static let capacity = 2_000_000

  let work = Workspace()
  /// By the shape's number. A shape has one profile: its name is a part of it.
  private var entries: ContiguousArray<Entry?> = []
  private var count = 0
  private var uses = 0

  /// The up to date table for the Pod; nil when it has to be decided without.
  ///
  /// - Parameter profile: The Pod's; nil for one that no profile has.
  mutating func table(
    for pod: PodInfo, cluster: ClusterState, profile: @autoclosure () -> Profile?
  ) -> ShapeTable? {
    uses += 1
    let shape = pod.shape.number
    if let known = shape < entries.count ? entries[shape] : nil {
      known.lastUse = uses
      if let table = known.table {
        if table.catchUp() { return table }
      } else if known.version == cluster.version {
        return nil
      }
    }
    guard let profile = profile() else { return nil }
    if shape >= entries.count || entries[shape] == nil {
      makeRoom(rows: cluster.nodes.count)
      count += 1
    }
    let table = ShapeTable(pod, profile: profile, cluster: cluster, work: work)
    while entries.count <= shape { entries.append(nil) }
    entries[shape] = Entry(table, version: cluster.version, lastUse: uses)
    return table
  }

  private mutating func makeRoom(rows: Int) {
    guard count >= max(4, Self.capacity / max(1, rows)) else { return }
    // A quarter goes at once, so that room is not made for every Pod.
    let old = entries.indices.compactMap { shape in entries[shape].map { (shape: shape, lastUse: $0.lastUse) } }
      .sorted { $0.lastUse < $1.lastUse }.prefix(count / 4 + 1)
    for (shape, _) in old { entries[shape] = nil }
    count -= old.count
  }
}

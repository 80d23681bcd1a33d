/// The tables of the shapes that came last.
struct ShapeTables {
  private struct Key: Hashable {
    let profile: String
    let shape: Int
  }

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
  private var entries: [Key: Entry] = [:]
  private var uses = 0

  /// The up to date table for the Pod; nil when it has to be decided without.
  mutating func table(for pod: PodInfo, profile: Profile, cluster: ClusterState) -> ShapeTable? {
    let key = Key(profile: profile.schedulerName, shape: pod.shapeNumber)
    uses += 1
    if let known = entries[key] {
      known.lastUse = uses
      if let table = known.table {
        if table.catchUp() { return table }
      } else if known.version == cluster.version {
        return nil
      }
    } else {
      makeRoom(rows: cluster.nodes.count)
    }
    let table = ShapeTable(pod, profile: profile, cluster: cluster, work: work)
    entries[key] = Entry(table, version: cluster.version, lastUse: uses)
    return table
  }

  private mutating func makeRoom(rows: Int) {
    guard entries.count >= max(4, Self.capacity / max(1, rows)) else { return }
    // A quarter goes at once, so that room is not made for every Pod.
    let old = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(entries.count / 4 + 1)
    for (key, _) in old { entries[key] = nil }
  }
}

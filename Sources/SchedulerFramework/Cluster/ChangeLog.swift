/// The Pods that came to rows or left them, in order, so that whoever keeps numbers about the cluster can catch up.
public struct ChangeLog: Sendable {
  public struct Entry: Sendable {
    public let pod: PodInfo
    public let row: Int
    /// 1 for a Pod that came, −1 for one that left.
    public let change: Int64
    /// What else is asked of every Pod, so that not every Pod has to be fetched from memory.
    public let classNumber: Int
    public let hasPodAffinity: Bool

    init(pod: PodInfo, row: Int, change: Int64) {
      self.pod = pod
      self.row = row
      self.change = change
      classNumber = pod.classNumber
      hasPodAffinity = pod.hasPodAffinity
    }
  }

  /// Older entries are forgotten: whoever is farther behind begins anew.
  private static let capacity = 8192

  private var entries: [Entry] = []
  private var first = 0

  /// The number of the next entry.
  var end: Int { first + entries.count }

  mutating func append(_ entry: Entry) {
    if entries.count == Self.capacity {
      entries.removeFirst(Self.capacity / 2)
      first += Self.capacity / 2
    }
    entries.append(entry)
  }

  /// The entries from a number on; nil when some of them are forgotten.
  func since(_ number: Int) -> ArraySlice<Entry>? {
    number >= first && number <= end ? entries[(number - first)...] : nil
  }

  /// Forgets everything: rows have other numbers now.
  mutating func reset() {
    first = end + 1
    entries = []
  }
}

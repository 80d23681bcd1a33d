/// How often each of a few different numbers occurs.
struct ValueCounts<Value: Comparable> {
  private(set) var entries: ContiguousArray<(value: Value, count: Int)> = []

  mutating func add(_ value: Value, _ change: Int) {
    for index in entries.indices where entries[index].value == value {
      entries[index].count += change
      if entries[index].count == 0 { entries.remove(at: index) }
      return
    }
    entries.append((value, change))
  }
}

extension ValueCounts: Equatable {
  static func == (left: ValueCounts, right: ValueCounts) -> Bool {
    left.entries.elementsEqual(right.entries) { $0 == $1 }
  }
}

extension ValueCounts<Int64> {
  /// 0 when there is none.
  var largest: Int64 { entries.reduce(0) { max($0, $1.value) } }
}

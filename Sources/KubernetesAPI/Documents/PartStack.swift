/// Parts of what is not complete yet, the last ones on top. Places that were used once are used again.
struct PartStack<Part> {
  private var places: [Part] = []
  private(set) var count = 0

  mutating func push(_ part: consuming Part) {
    if count < places.count { places[count] = part } else { places.append(part) }
    count += 1
  }

  subscript(index: Int) -> Part { places[index] }

  /// Those from an index on.
  subscript(from start: Int) -> ArraySlice<Part> { places[start..<count] }

  /// Takes a part away from its place, so that it has no other owner.
  mutating func take(_ index: Int, leaving other: consuming Part) -> Part {
    swap(&places[index], &other)
    return other
  }

  /// Forgets all but the first ones.
  mutating func cut(to count: Int) { self.count = count }
}

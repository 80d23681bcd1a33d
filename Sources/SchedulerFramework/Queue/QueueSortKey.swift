/// A Pod's place in the active queue, as a QueueSort plugin sees it: Pods with smaller keys are tried first.
///
/// Keys are compared number by number, then text by text; of equal keys the Pod that came first goes first.
///
///     QueueSortKey([-Int64(pod.spec.priority)], [group, pod.metadata.name])
public struct QueueSortKey: Sendable, Hashable, Comparable {
  public var numbers: [Int64]
  public var texts: [String]

  public init(_ numbers: [Int64], _ texts: [String] = []) {
    self.numbers = numbers
    self.texts = texts
  }

  public static func < (left: QueueSortKey, right: QueueSortKey) -> Bool {
    if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
    return left.texts.lexicographicallyPrecedes(right.texts)
  }
}

public import KubernetesAPI

/// The different lists of taints that Nodes have, as small numbers; 0 is the empty list.
public struct TaintSets: Sendable {
  public private(set) var sets: [[Taint]] = [[]]
  private var numbers: [[Taint]: Int] = [[]: 0]

  mutating func intern(_ taints: [Taint]) -> Int32 {
    if taints.isEmpty { return 0 }
    if let number = numbers[taints] { return Int32(number) }
    numbers[taints] = sets.count
    sets.append(taints)
    return Int32(sets.count - 1)
  }
}

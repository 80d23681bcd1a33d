import Dispatch
import Synchronization

/// Makes two things at the same time where there are two cores.
///
/// - Parameter isWorthIt: Whether they take much longer than asking another core.
public func sideBySide<First: Sendable, Second: Sendable>(
  if isWorthIt: Bool, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  guard isWorthIt else { return (first(), second()) }
  let made = Mutex<(first: First?, second: Second?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { index in
    if index == 0 {
      let value = first()
      made.withLock { $0.first = value }
    } else {
      let value = second()
      made.withLock { $0.second = value }
    }
  }
  let (one, other) = made.withLock { $0 }
  return (one ?? first(), other ?? second())
}

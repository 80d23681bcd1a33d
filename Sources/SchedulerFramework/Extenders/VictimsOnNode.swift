/// Pods that would have to go from a Node so that another one fits there, as extenders are asked about them.
public struct VictimsOnNode: Sendable {
  public var row: Int
  /// The most important first.
  public var victims: [PodInfo]
  /// Victims whose eviction violates a disruption budget.
  public var violations: Int

  public init(row: Int, victims: [PodInfo], violations: Int) {
    self.row = row
    self.victims = victims
    self.violations = violations
  }
}

extension PostFilterContext {
  public var hasExtenders: Bool { !extenders.isEmpty }

  /// What extenders leave of the Nodes that preemption could make room on, and whom they would evict there.
  ///
  /// - Throws: What an extender says that is not ignorable.
  public func askExtenders(about candidates: [VictimsOnNode]) throws(ExtenderError) -> [VictimsOnNode] {
    var left = candidates
    for extender in extenders where extender.preempts && extender.isInterested(in: pod.pod) && !left.isEmpty {
      do throws(ExtenderError) {
        left = try extender.preempt(pod.pod, left, in: cluster)
      } catch {
        if !extender.isIgnorable { throw error }
      }
    }
    return left
  }
}

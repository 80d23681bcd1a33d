public import KubernetesAPI

/// `DefaultPreemptionArgs`: how many Nodes preemption looks at before it is content.
public struct DefaultPreemptionArguments: Sendable, Hashable {
  /// Per cent of the Nodes, 0 to 100.
  public var minCandidateNodesPercentage: Int
  /// Number of Nodes.
  public var minCandidateNodesAbsolute: Int

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    minCandidateNodesPercentage = value["minCandidateNodesPercentage"].int ?? 10
    minCandidateNodesAbsolute = value["minCandidateNodesAbsolute"].int ?? 100
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    let percentagePath = path.field("minCandidateNodesPercentage")
    let absolutePath = path.field("minCandidateNodesAbsolute")
    if !(0...100).contains(minCandidateNodesPercentage) {
      errors.invalid(percentagePath, minCandidateNodesPercentage, "not in valid range [0, 100]")
    }
    if minCandidateNodesAbsolute < 0 {
      errors.invalid(absolutePath, minCandidateNodesAbsolute, "not in valid range [0, inf)")
    }
    if minCandidateNodesPercentage == 0 && minCandidateNodesAbsolute == 0 {
      errors.invalid(percentagePath, 0, "cannot be zero at the same time as minCandidateNodesAbsolute")
      errors.invalid(absolutePath, 0, "cannot be zero at the same time as minCandidateNodesPercentage")
    }
  }
}

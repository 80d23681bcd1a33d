public import KubernetesAPI

/// `InterPodAffinityArgs`.
public struct InterPodAffinityArguments: Sendable, Hashable {
  /// What a running Pod's required affinity to the incoming Pod counts for in scoring, 0 to 100.
  public var hardPodAffinityWeight: Int
  /// Whether running Pods' preferred terms count only for Pods that have affinity terms of their own.
  public var ignorePreferredTermsOfExistingPods: Bool

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    hardPodAffinityWeight = value["hardPodAffinityWeight"].int ?? 1
    ignorePreferredTermsOfExistingPods = value["ignorePreferredTermsOfExistingPods"].bool ?? false
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    if !(0...100).contains(hardPodAffinityWeight) {
      errors.invalid(path.field("hardPodAffinityWeight"), hardPodAffinityWeight, "not in valid range [0, 100]")
    }
  }
}

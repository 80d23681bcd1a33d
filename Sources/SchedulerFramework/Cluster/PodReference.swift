import KubernetesAPI

/// A Pod behind a reference, for collections that are copied more often than their Pods change.
final class PodReference: Sendable {
  let pod: Pod

  init(_ pod: Pod) { self.pod = pod }
}

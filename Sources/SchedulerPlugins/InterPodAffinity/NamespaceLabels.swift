import KubernetesAPI
import SchedulerFramework

/// The labels of namespaces, for the namespace selectors of affinity terms.
final class NamespaceLabels {
  private let cluster: ClusterState
  private var known: [String: [String: String]] = [:]

  init(_ cluster: ClusterState) { self.cluster = cluster }

  /// A namespace without a Namespace object still has its name as a label.
  func labels(of namespace: String) -> [String: String] {
    if let labels = known[namespace] { return labels }
    var labels = cluster.object(kind: "Namespace", namespace: "", name: namespace)?.labels ?? [:]
    labels["kubernetes.io/metadata.name"] = namespace
    known[namespace] = labels
    return labels
  }
}

extension PodAffinityTerm {
  /// Whether the term is about the Pod, wherever it runs.
  ///
  /// - Parameter ownNamespace: The namespace of the Pod that has the term; it counts when the term names none.
  func matches(_ pod: Pod, ownNamespace: String, namespaces labels: NamespaceLabels) -> Bool {
    guard let labelSelector, labelSelector.matches(pod.metadata.labels) else { return false }
    let namespace = pod.metadata.namespace
    guard let namespaceSelector else {
      return namespaces.isEmpty ? namespace == ownNamespace : namespaces.contains(namespace)
    }
    return namespaces.contains(namespace) || namespaceSelector.matches(labels.labels(of: namespace))
  }
}

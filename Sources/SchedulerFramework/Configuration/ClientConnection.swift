public import KubernetesAPI

/// How a scheduler talks to the API server (`v1alpha1.ClientConnectionConfiguration`). Read and checked; nothing here
/// has an influence on what is decided.
public struct ClientConnection: Sendable, Hashable {
  public var kubeconfig: String
  public var acceptContentTypes: String
  public var contentType: String
  /// Requests a second, as written.
  public var qps: JSONValue
  /// Requests that may come at once.
  public var burst: Int

  init(_ value: JSONValue) {
    kubeconfig = value["kubeconfig"].string ?? ""
    acceptContentTypes = value["acceptContentTypes"].string ?? ""
    contentType = value["contentType"].nonEmptyString ?? "application/vnd.kubernetes.protobuf"
    qps = value["qps"].isNull || value["qps"] == 0 ? 50 : value["qps"]
    let burst = value["burst"].int ?? 0
    self.burst = burst == 0 ? 100 : burst
  }
}

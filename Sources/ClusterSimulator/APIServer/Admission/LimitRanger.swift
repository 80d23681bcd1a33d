public import KubernetesAPI

/// Gives containers the default requests and limits of their namespace's LimitRanges, and holds Pods and claims to the
/// least and the most that these allow.
public struct LimitRanger: AdmissionPlugin {
  public let name = "LimitRanger"

  private static let annotation = "kubernetes.io/limit-ranger"

  /// What it sets in a Pod it also writes down in an annotation.
  public var podDependence: PodDependence { .specUnlessObjects(of: "LimitRange") }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.creates("Pod") else { return }
    var notes: [String] = []
    for limit in limits(of: "Container", in: request.namespace, cluster) {
      for (list, subject) in [("containers", "container"), ("initContainers", "init container")] {
        let containers = request.object["spec"][list].items
        if containers.isEmpty { continue }
        request.object["spec"][list] = .array(
          containers.map { container in
            var container = container
            notes += fill(&container, from: limit, subject)
            return container
          })
      }
    }
    if !notes.isEmpty {
      request.object["metadata"]["annotations"][Self.annotation] = .string(
        "LimitRanger plugin set: " + notes.joined(separator: "; "))
    }
  }

  public func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    var mistakes: [String] = []
    if request.creates("Pod") {
      for limit in limits(of: nil, in: request.namespace, cluster) {
        mistakes += LimitRangeRules(limit).mistakes(inPod: request.object["spec"])
      }
    } else if request.creates("PersistentVolumeClaim") {
      for limit in limits(of: "PersistentVolumeClaim", in: request.namespace, cluster) {
        mistakes += LimitRangeRules(limit).mistakes(inClaim: request.object["spec"])
      }
    }
    guard !mistakes.isEmpty else { return }
    throw request.forbidden(mistakes.count == 1 ? mistakes[0] : "[\(mistakes.joined(separator: ", "))]")
  }

  /// The limits of a namespace, of one type or of all.
  private func limits(of type: String?, in namespace: String, _ cluster: ObjectStore) -> [JSONValue] {
    cluster.objects("LimitRange", namespace: namespace).sorted { $0.name < $1.name }
      .flatMap { $0.value["spec"]["limits"].items }
      .filter { type == nil || $0["type"].string == type }
  }

  /// Fills in what a container leaves out; gives a note for what was set.
  private func fill(_ container: inout JSONValue, from limit: JSONValue, _ subject: String) -> [String] {
    var notes: [String] = []
    for (defaults, list, word) in [("defaultRequest", "requests", "request"), ("default", "limits", "limit")] {
      var set: [String] = []
      for (resource, amount) in limit[defaults].members where container["resources"][list][resource].isNull {
        container["resources"][list][resource] = amount
        set.append(resource)
      }
      if set.isEmpty { continue }
      let resources = set.sorted().joined(separator: ", ")
      notes.append("\(resources) \(word) for \(subject) \(container["name"].string ?? "")")
    }
    return notes
  }
}

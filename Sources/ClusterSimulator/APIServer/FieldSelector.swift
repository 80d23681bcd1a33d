import KubernetesAPI

/// A query over the few fields that the API server indexes (`--field-selector`, `?fieldSelector=`).
struct FieldSelector {
  private struct Requirement {
    var path: [String]
    var value: String
    var isEqual: Bool
  }

  private var requirements: [Requirement] = []

  var isEmpty: Bool { requirements.isEmpty }

  /// Fields that can be asked for beside `metadata.name` and `metadata.namespace`, by kind.
  private static let supported: [String: Set<String>] = [
    "Pod": [
      "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
      "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
    ],
    "Node": ["spec.unschedulable"],
    "Namespace": ["status.phase"],
    "Event": [
      "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
      "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
      "reportingComponent", "source", "type",
    ],
    "ReplicationController": ["status.replicas"],
    "ReplicaSet": ["status.replicas"],
    "Job": ["status.successful"],
    "Secret": ["type"],
  ]

  /// Throws the 400 of kube-apiserver for a text that is no selector and for a field that cannot be asked for.
  init(_ text: String, kind: String) throws(APIStatus) {
    for term in text.split(separator: ",") {
      let key: Substring
      let value: Substring
      let isEqual: Bool
      if let range = term.firstIndex(of: "=") {
        let isNegated = range > term.startIndex && term[term.index(before: range)] == "!"
        key = isNegated ? term[..<term.index(before: range)] : term[..<range]
        let rest = term[term.index(after: range)...]
        value = !isNegated && rest.hasPrefix("=") ? rest.dropFirst() : rest
        isEqual = !isNegated
      } else {
        throw APIStatus(
          .badRequest, "invalid selector: '\(text)'; can't understand '\(term)'")
      }
      let path = String(key)
      guard path == "metadata.name" || path == "metadata.namespace" || Self.supported[kind]?.contains(path) == true
      else {
        let message =
          Self.supported[kind] == nil
          ? "\"\(path)\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
          : "field label not supported: \(path)"
        throw APIStatus(.badRequest, message)
      }
      requirements.append(
        Requirement(path: path.split(separator: ".").map(String.init), value: String(value), isEqual: isEqual))
    }
  }

  func matches(_ object: KubernetesObject) -> Bool {
    requirements.allSatisfy { requirement in
      let found = requirement.path.reduce(object.value) { $0[$1] }
      let text: String =
        switch found {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        default: requirement.path.last == "unschedulable" || requirement.path.last == "hostNetwork" ? "false" : ""
        }
      return (text == requirement.value) == requirement.isEqual
    }
  }
}

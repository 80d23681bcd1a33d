import KubernetesAPI
import SchedulerFramework

/// Labels that a Node would have to get, change or lose.
enum LabelChange {
  /// Names the Node itself: nobody would change it to please a Pod.
  static let hostname = "kubernetes.io/hostname"

  /// - Parameter labels: The labels as they would have to be; nil for none of that key.
  static func labelling(_ node: Node, _ labels: [String: String?]) -> [Remedy.Change] {
    let present = node.metadata.labels
    let list = FieldPath("metadata", "labels")
    var hasList = !present.isEmpty
    var changes: [Remedy.Change] = []
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) where present[key] != value {
      guard let value else {
        changes.append(.init(.unlabelNode(key: key), of: .node(node.name), .remove(list.key(key))))
        continue
      }
      let patch: JSONPatch.Operation = hasList ? .add(list.key(key), .string(value)) : .add(list, [key: value])
      changes.append(.init(.labelNode(key: key, value: value), of: .node(node.name), patch))
      hasList = true
    }
    return changes
  }
}

extension JSONPatch.Operation {
  fileprivate static func add(_ path: FieldPath, _ map: [String: String]) -> Self { .add(path, JSONValue(map)) }
}

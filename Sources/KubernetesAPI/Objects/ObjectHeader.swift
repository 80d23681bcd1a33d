/// What controllers ask an object about again and again, read once; of kinds that have no view of their own.
final class ObjectHeader: Sendable {
  let kind: String
  let namespacedName: NamespacedName
  let uid: String
  let ownerReferences: [OwnerReference]

  init(_ value: JSONValue) {
    let metadata = value["metadata"]
    kind = value["kind"].text
    namespacedName = NamespacedName(metadata["namespace"].text, metadata["name"].text)
    uid = metadata["uid"].text
    ownerReferences = OwnerReference.all(in: metadata)
  }
}

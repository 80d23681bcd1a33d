/// What the API server looks at in an object's `metadata`, found in one walk through its members.
public struct MetadataMembers: Sendable {
  /// Empty where there is none.
  public var name: String
  public let generateName: String
  public var namespace: String
  public var generation: Int64?
  private(set) var labels: JSONValue
  let annotations: JSONValue
  let ownerReferences: [JSONValue]
  let finalizers: [String]

  /// The metadata of an object that is being made, as it is when the object is stored.
  public func stored(uid: String, creationTimestamp: String) -> ObjectMeta {
    ObjectMeta(
      namespacedName: NamespacedName(namespace, name), uid: uid, labels: labels.stringMap,
      annotations: annotations.stringMap, ownerReferences: ownerReferences.map(OwnerReference.init),
      deletionTimestamp: nil, creationTimestamp: creationTimestamp)
  }

  /// Makes the labels the one copy of their like, where many objects may have the same: they are looked at once for all.
  public mutating func identifyLabels() { labels = labels.identified }

  public init(_ metadata: JSONValue) {
    var (name, generateName, namespace) = ("", "", "")
    var generation: Int64?
    var (labels, annotations) = (JSONValue.null, JSONValue.null)
    var (ownerReferences, finalizers) = ([JSONValue](), [String]())
    for (key, value) in metadata.members {
      switch key {
      case "name": name = value.text
      case "labels": labels = value
      case "namespace": namespace = value.text
      case "generateName": generateName = value.text
      case "generation": generation = value.integer
      case "annotations": annotations = value
      case "ownerReferences": ownerReferences = value.items
      case "finalizers": finalizers = value.strings
      default: break
      }
    }
    (self.name, self.generateName, self.namespace, self.generation) = (name, generateName, namespace, generation)
    (self.labels, self.annotations) = (labels, annotations)
    (self.ownerReferences, self.finalizers) = (ownerReferences, finalizers)
  }
}

import KubernetesAPI

/// What the API server sets in the metadata of an object that is being made, besides its namespace.
struct CreationStamp: Sendable {
  /// Made from `metadata.generateName`; nil where the object has a name, or is left without one.
  let generatedName: String?
  let uid: String
  let creationTimestamp: String

  /// What nobody but the server sets.
  private static let ownFields = [
    "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields", "resourceVersion",
  ]

  /// - Parameter room: For so many members that others are about to add.
  func enter(into metadata: inout JSONValue, room: Int = 0) {
    metadata.reserveMembers(3 + room)
    for field in Self.ownFields where !metadata[field].isNull { metadata[field] = .null }
    metadata["uid"] = .string(uid)
    metadata["creationTimestamp"] = .string(creationTimestamp)
    if let generatedName { metadata["name"] = .string(generatedName) }
  }
}

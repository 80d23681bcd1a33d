import KubernetesAPI
import SchedulerFramework

/// Creates the objects that a scenario begins with, and writes it down: a step an object while they are few, a step for
/// every run of objects of one kind when they are many.
struct ScenarioCreation {
  private static let fewObjects = 100

  let user: String
  private let isDetailed: Bool
  private let areDecoded: Bool
  private(set) var refusals: [RefusedObjects.Refusal] = []
  private var run: (resource: String, count: Int)?

  init(_ input: SimulationInput) {
    user = input.user
    isDetailed = input.objects.count < Self.fewObjects
    areDecoded = input.areObjectsDecoded
  }

  mutating func create(_ object: KubernetesObject, index: Int, in cluster: inout SimulatedCluster) {
    do {
      let made = try make(object, in: &cluster)
      if isDetailed {
        record(made, isOld: !object.uid.isEmpty, in: &cluster)
      } else {
        count(made, in: &cluster)
      }
    } catch {
      refusals.append(RefusedObjects.Refusal(index: index, status: error))
    }
  }

  mutating func finish(in cluster: inout SimulatedCluster) {
    guard let run else { return }
    cluster.record(.user, by: user, "\(run.count) \(run.resource) created")
    self.run = nil
  }

  private func make(
    _ object: KubernetesObject, in cluster: inout SimulatedCluster
  ) throws(APIStatus) -> KubernetesObject {
    guard !object.uid.isEmpty else { return try cluster.create(object, by: user, isDecoded: areDecoded) }
    let isNamespaced = APIResource.find(kind: object.kind)?.isNamespaced ?? false
    let namespace = isNamespaced && object.namespace.isEmpty ? "default" : object.namespace
    if cluster.object(object.kind, NamespacedName(namespace, object.name)) != nil {
      let resource = APIResource.find(kind: object.kind)?.groupResource ?? object.kind
      throw APIStatus(.alreadyExists, "\(resource) \"\(object.name)\" already exists")
    }
    return cluster.server.load(object, at: cluster.now)
  }

  private func record(_ object: KubernetesObject, isOld: Bool, in cluster: inout SimulatedCluster) {
    cluster.record(
      .user, by: user, "\(KubectlName.of(object)) \(isOld ? "exists" : "created")",
      pod: object.kind == "Pod" ? object.namespacedName : nil,
      node: object.kind == "Node" ? object.name : nil)
  }

  private mutating func count(_ object: KubernetesObject, in cluster: inout SimulatedCluster) {
    let resource = APIResource.find(kind: object.kind)?.groupResource ?? object.kind
    if run?.resource != resource {
      finish(in: &cluster)
      run = (resource, 0)
    }
    run?.count += 1
  }
}

/// Names of objects as kubectl prints them.
enum KubectlName {
  /// `pod/web`, `deployment.apps/web`.
  static func of(_ object: KubernetesObject) -> String {
    let version = object.apiVersion
    // Without a slash it is one of the core group, which has no name.
    let isCore = !version.utf8.contains(UInt8(ascii: "/"))
    let group = isCore ? "" : APIResource.find(apiVersion: version, kind: object.kind)?.group ?? ""
    return "\(object.kind.lowercased())\(group.isEmpty ? "" : ".\(group)")/\(object.name)"
  }
}

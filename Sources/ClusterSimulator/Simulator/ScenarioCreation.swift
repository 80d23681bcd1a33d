import Bytes
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
  private var lastSort: Sort?

  /// What objects of one kind have in common. Most are followed by others of their kind.
  private final class Sort: Sendable {
    let apiVersion: String
    let kind: String
    let resource: APIResource?
    /// What kubectl puts before their names.
    let prefix: String

    init(of object: KubernetesObject) {
      (apiVersion, kind) = (object.apiVersion, object.kind)
      resource = APIResource.find(apiVersion: apiVersion, kind: kind)
      prefix = KubectlName.prefix(of: resource, kind: kind)
    }
  }

  init(_ input: SimulationInput) {
    user = input.user
    isDetailed = input.objects.count < Self.fewObjects
    areDecoded = input.areObjectsDecoded
  }

  mutating func create(_ object: KubernetesObject, index: Int, in cluster: inout SimulatedCluster) {
    let sort = sort(of: object)
    do {
      let isOld = !object.uid.isEmpty
      let made = isOld ? try load(object, in: &cluster) : try make(object, sort, in: &cluster)
      if isDetailed {
        record(made, sort, isOld: isOld, in: &cluster)
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

  private mutating func sort(of object: KubernetesObject) -> Sort {
    if let lastSort, lastSort.kind == object.kind, lastSort.apiVersion == object.apiVersion { return lastSort }
    let sort = Sort(of: object)
    lastSort = sort
    return sort
  }

  private func make(
    _ object: KubernetesObject, _ sort: Sort, in cluster: inout SimulatedCluster
  ) throws(APIStatus) -> KubernetesObject {
    try cluster.server.create(
      object, as: sort.resource, user: user, at: cluster.now, isDecoded: areDecoded)
  }

  private func load(
    _ object: KubernetesObject, in cluster: inout SimulatedCluster
  ) throws(APIStatus) -> KubernetesObject {
    let isNamespaced = APIResource.find(kind: object.kind)?.isNamespaced ?? false
    let namespace = isNamespaced && object.namespace.isEmpty ? "default" : object.namespace
    if cluster.object(object.kind, NamespacedName(namespace, object.name)) != nil {
      let resource = APIResource.find(kind: object.kind)?.groupResource ?? object.kind
      throw APIStatus(.alreadyExists, "\(resource) \"\(object.name)\" already exists")
    }
    return cluster.server.load(object, at: cluster.now)
  }

  private func record(_ object: KubernetesObject, _ sort: Sort, isOld: Bool, in cluster: inout SimulatedCluster) {
    let name = object.name
    cluster.record(
      .user, by: user, String.joining(sort.prefix, name, isOld ? " exists" : " created"),
      pod: sort.kind == "Pod" ? object.namespacedName : nil, node: sort.kind == "Node" ? name : nil)
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
    prefix(of: APIResource.find(apiVersion: object.apiVersion, kind: object.kind), kind: object.kind) + object.name
  }

  /// `pod/`, `deployment.apps/`.
  static func prefix(of resource: APIResource?, kind: String) -> String {
    let group = resource?.group ?? ""
    return "\(kind.lowercased())\(group.isEmpty ? "" : ".\(group)")/"
  }
}

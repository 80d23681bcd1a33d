public import KubernetesAPI
public import SchedulerFramework

extension APIServer {
  /// Binds a Pod to a Node (`POST pods/NAME/binding`): once, and for good.
  ///
  /// - Parameter binding: a `v1.Binding`; only ``bind(_:to:at:)`` is needed by schedulers inside the simulator.
  @discardableResult
  public mutating func bind(
    _ binding: KubernetesObject, pod name: NamespacedName, at time: VirtualTime
  ) throws(APIStatus) -> KubernetesObject {
    if binding.name != name.name {
      throw APIStatus(.badRequest, "name in URL does not match name in Binding object")
    }
    if !binding.namespace.isEmpty, binding.namespace != name.namespace {
      throw APIStatus(
        .badRequest, "the namespace of the provided object does not match the namespace sent on the request")
    }
    let errors = BindingValidation.errors(binding)
    if !errors.isEmpty { throw APIStatus.invalid(kind: "Binding", name: binding.name, errors) }
    return try bind(
      name, to: binding.value["target"]["name"].string ?? "", annotations: binding.value["metadata"]["annotations"],
      at: time)
  }

  /// Binds a Pod to a Node, as the DefaultBinder does.
  @discardableResult
  public mutating func bind(
    _ name: NamespacedName, to node: String, annotations: JSONValue = .null, at time: VirtualTime
  ) throws(APIStatus) -> KubernetesObject {
    let object = try get("Pod", name)
    let pod = object.pod
    func conflict(_ message: String) -> APIStatus {
      APIStatus(.conflict, "Operation cannot be fulfilled on pods/binding \"\(name.name)\": \(message)")
    }
    if pod.isTerminating {
      throw conflict("pod \(name.name) is being deleted, cannot be assigned to a host")
    }
    if let bound = pod.nodeName {
      throw conflict("pod \(name.name) is already assigned to node \"\(bound)\"")
    }
    if !pod.spec.schedulingGates.isEmpty {
      throw conflict("pod \(name.name) has non-empty .spec.schedulingGates")
    }
    let bound = object.changed(to: pod.assigned(to: node), resourceVersion: store.nextVersion) { value in
      value["spec"]["nodeName"] = .string(node)
      Self.setScheduled(&value, at: time)
    }
    guard !annotations.isNull else { return put(bound) }
    var value = bound.value
    for (key, annotation) in annotations.members { value["metadata"]["annotations"][key] = annotation }
    return put(KubernetesObject(value).viewed)
  }

  private static func setScheduled(_ pod: inout JSONValue, at time: VirtualTime) {
    var conditions = pod["status"]["conditions"].items.filter { $0["type"] != "PodScheduled" }
    conditions.append([
      "type": "PodScheduled", "status": "True", "lastProbeTime": nil,
      "lastTransitionTime": .string(time.timestamp),
    ])
    pod["status"]["conditions"] = .array(conditions)
  }
}

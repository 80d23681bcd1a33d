public import KubernetesAPI

extension Remedy {
  /// As the API gives it: `{"changes": [{"kind", "subject", …, "patch"}]}`.
  public var json: JSONValue { ["changes": .array(changes.map(\.json))] }
}

extension Remedy.Change {
  /// The members of the kind beside its name, its subject, and the patch as RFC 6902 has it.
  public var json: JSONValue {
    var json: JSONValue = ["kind": .string(kind.name), "subject": subject.json]
    for (name, value) in kind.payload.members { json[name] = value }
    json["patch"] = .array(patch.map(\.json))
    return json
  }
}

extension Remedy.Subject {
  public var json: JSONValue {
    switch self {
    case .pod(let name): ["kind": "Pod", "namespace": .string(name.namespace), "name": .string(name.name)]
    case .node(let name): ["kind": "Node", "name": .string(name)]
    case .profile(let name): ["kind": "KubeSchedulerProfile", "name": .string(name)]
    }
  }
}

extension Remedy.Kind {
  /// As the API names it.
  public var name: String {
    switch self {
    case .tolerate: "tolerate"
    case .removeTaint: "removeTaint"
    case .uncordon: "uncordon"
    case .dropNodeName: "dropNodeName"
    case .setNodeName: "setNodeName"
    case .removeSchedulingGates: "removeSchedulingGates"
    case .labelNode: "labelNode"
    case .unlabelNode: "unlabelNode"
    case .dropNodeSelector: "dropNodeSelector"
    case .dropNodeRequirement: "dropNodeRequirement"
    case .dropNodeAffinity: "dropNodeAffinity"
    case .dropAddedAffinity: "dropAddedAffinity"
    case .requestLess: "requestLess"
    case .free: "free"
    case .enlarge: "enlarge"
    case .dropHostPort: "dropHostPort"
    case .dropVolume: "dropVolume"
    case .removePod: "removePod"
    case .raiseMaxSkew: "raiseMaxSkew"
    case .softenSpreadConstraint: "softenSpreadConstraint"
    case .dropSpreadConstraint: "dropSpreadConstraint"
    case .overrideDefaultConstraints: "overrideDefaultConstraints"
    case .dropPodAffinity: "dropPodAffinity"
    case .dropPodAntiAffinity: "dropPodAntiAffinity"
    case .dropAntiAffinityOfOthers: "dropAntiAffinityOfOthers"
    case .emptyDomain: "emptyDomain"
    case .text: "text"
    }
  }

  fileprivate var payload: JSONValue {
    switch self {
    case .tolerate(let toleration): ["toleration": toleration.json]
    case .removeTaint(let taint): ["taint": taint.json]
    case .uncordon, .dropNodeAffinity, .dropAddedAffinity, .removePod: [:]
    case .dropNodeName(let name), .setNodeName(let name): ["nodeName": .string(name)]
    case .removeSchedulingGates(let gates): ["gates": JSONValue(gates)]
    case .labelNode(let key, let value), .dropNodeSelector(let key, let value):
      ["key": .string(key), "value": .string(value)]
    case .unlabelNode(let key): ["key": .string(key)]
    case .dropNodeRequirement(let term, let key, let operation, let values):
      [
        "term": .integer(Int64(term)), "key": .string(key), "operator": .string(operation),
        "values": JSONValue(values),
      ]
    case .requestLess(let resource, let by, let to), .enlarge(let resource, let by, let to):
      ["resource": .string(resource), "by": .integer(by), "to": .integer(to)]
    case .free(let resource, let amount): ["resource": .string(resource), "amount": .integer(amount)]
    case .dropHostPort(let port):
      [
        "port": .integer(port.number), "protocol": .string(port.networkProtocol), "hostIP": .string(port.hostIP),
      ]
    case .dropVolume(let name): ["volume": .string(name)]
    case .raiseMaxSkew(let key, let from, let to):
      ["topologyKey": .string(key), "from": .integer(from), "to": .integer(to)]
    case .softenSpreadConstraint(let key), .dropSpreadConstraint(let key): ["topologyKey": .string(key)]
    case .overrideDefaultConstraints(let keys): ["topologyKeys": JSONValue(keys)]
    case .dropPodAffinity(let term, let key), .dropPodAntiAffinity(let term, let key):
      ["term": .integer(Int64(term)), "topologyKey": .string(key)]
    case .dropAntiAffinityOfOthers(let key, let value, let pods), .emptyDomain(let key, let value, let pods):
      ["topologyKey": .string(key), "value": .string(value), "pods": .integer(pods)]
    case .text(let text): ["text": .string(text)]
    }
  }
}

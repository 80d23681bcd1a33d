import KubernetesAPI
import SchedulerFramework

/// What would have let a Pod in, in words; "it" is the Node.
enum RemedyWords {
  static func text(_ remedies: [Remedy]) -> String {
    remedies.map { $0.changes.map(text).joined(separator: " and ") }.joined(separator: "; or ")
  }

  static func text(_ change: Remedy.Change) -> String {
    switch change.kind {
    case .tolerate(let toleration): return "tolerate \(words(toleration))"
    case .removeTaint(let taint): return "remove the taint \(taint)"
    case .uncordon: return "uncordon it"
    case .dropNodeName(let name): return "drop nodeName \(name)"
    case .setNodeName(let name): return "set nodeName to \(name)"
    case .removeSchedulingGates(let gates): return "remove the scheduling gates \(gates.joined(separator: ", "))"
    case .labelNode(let key, let value): return "label it \(key)=\(value)"
    case .unlabelNode(let key): return "take the label \(key) off it"
    case .dropNodeSelector(let key, let value): return "drop \(key)=\(value) from nodeSelector"
    case .dropNodeRequirement(let term, let key, let operation, let values):
      let list = values.isEmpty ? "" : " [\(values.joined(separator: ", "))]"
      return "drop \(key) \(operation)\(list) from nodeSelectorTerms[\(term)]"
    case .dropNodeAffinity: return "drop the required node affinity"
    case .dropAddedAffinity: return "drop addedAffinity from \(name(change.subject))"
    case .requestLess(let resource, let by, _): return "ask for \(amount(by, resource)) less"
    case .free(FitWords.pods, let amount): return "\(FitWords.podCount(amount)) less on it"
    case .free(let resource, let by): return "free \(amount(by, resource)) on it"
    case .enlarge(FitWords.pods, _, let to): return "a Node that takes \(FitWords.podCount(to))"
    case .enlarge(let resource, _, let to): return "a Node with \(amount(to, resource))"
    case .dropVolume(let name): return "do without the volume \(name)"
    case .dropHostPort(let port): return "drop the host port \(port.networkProtocol) \(port.hostIP):\(port.number)"
    case .removePod: return "\(name(change.subject)) gone"
    case .raiseMaxSkew(let key, let from, let to): return "raise maxSkew for \(key) from \(from) to \(to)"
    case .softenSpreadConstraint(let key): return "make \(key) ScheduleAnyway"
    case .dropSpreadConstraint(let key): return "drop the spread constraint for \(key)"
    case .overrideDefaultConstraints(let keys):
      return "give the Pod ScheduleAnyway constraints of its own for \(keys.joined(separator: ", "))"
    case .dropPodAffinity(let term, let key):
      return "drop term \(term) (\(key)) from the pod affinity of \(name(change.subject))"
    case .dropPodAntiAffinity(let term, let key):
      return "drop term \(term) (\(key)) from the pod anti-affinity of \(name(change.subject))"
    case .dropAntiAffinityOfOthers(let key, let value, let pods):
      return "no anti-affinity to it in \(FitWords.podCount(pods)) in \(key)=\(value)"
    case .emptyDomain(let key, let value, let pods):
      return "the \(FitWords.podCount(pods)) that it avoids gone from \(key)=\(value)"
    case .text(let text): return text
    }
  }

  private enum FitWords {
    static let pods = "pods"
    static func podCount(_ count: Int64) -> String { count == 1 ? "1 Pod" : "\(count) Pods" }
  }

  private static func amount(_ amount: Int64, _ resource: String) -> String {
    "\(DetailWords.amount(amount, of: resource)) \(resource)"
  }

  private static func words(_ toleration: Toleration) -> String {
    let key = toleration.operation == .equal ? "\(toleration.key)=\(toleration.value)" : toleration.key
    return key + (toleration.effect.map { ":\($0.rawValue)" } ?? "")
  }

  private static func name(_ subject: Remedy.Subject) -> String {
    switch subject {
    case .pod(let name): name.description
    case .node(let name), .profile(let name): name
    }
  }
}

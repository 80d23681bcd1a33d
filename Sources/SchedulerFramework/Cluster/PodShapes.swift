import KubernetesAPI

/// One Pod of each shape that came up. Pods have one shape when they are equal in all that plugins look at of a Pod that is to
/// be placed. In one cluster the same comes of them, so what was computed about one holds for the others: replicas of a
/// Deployment have one shape.
struct PodShapes {
  private static let places = 256

  private var examples: [Int: [PodInfo]] = [:]
  private(set) var count = 0
  /// Pods that came lately, each at the place that what its spec was read from has.
  private var recent: ContiguousArray<PodInfo?> = []
  private var lastShape = -1
  /// Of the shape that came last, when it came more than once in a row, each time with a spec of its own.
  private var last: Example?

  /// A Pod with its spec, which a comparison need not copy first.
  private final class Example: Sendable {
    let info: PodInfo
    let spec: PodSpec

    init(_ info: PodInfo) {
      self.info = info
      spec = info.pod.spec
    }
  }

  /// What is computed about the Pod, remembered for the next ones.
  ///
  /// - Parameter make: From a Pod of the same shape; nil for the first of a new one.
  mutating func info(of pod: Pod, _ make: (_ example: PodInfo?) -> PodInfo) -> PodInfo {
    if let (place, known) = recent(like: pod) {
      if known.pod.isCopy(of: pod), known.node == pod.nodeName { return known }
      if Self.haveOneShape(known.pod, pod) {
        let info = make(known)
        recent[place] = info
        return info
      }
    }
    let example = earlierExample(like: pod)
    let info = make(example)
    if example == nil { add(info) }
    remember(info)
    return info
  }

  /// A Pod of the same shape.
  ///
  /// Changes nothing: `mutating` so that the examples are looked at where they are.
  mutating func example(like pod: Pod) -> PodInfo? {
    if let (_, known) = recent(like: pod), Self.haveOneShape(known.pod, pod) { return known }
    return earlierExample(like: pod)
  }

  /// The same where none of the Pods that came lately is one.
  private func earlierExample(like pod: Pod) -> PodInfo? {
    // Replicas come one after the other.
    if let last, Self.lookAlike(last.info.pod, pod), Self.areAlike(last.spec, pod.spec) { return last.info }
    return examples[Self.hash(of: pod)]?.first { Self.haveOneShape($0.pod, pod) }
  }

  /// A Pod that came lately and is known to have the spec, and its place.
  private func recent(like pod: Pod) -> (place: Int, info: PodInfo)? {
    guard !recent.isEmpty else { return nil }
    let place = Self.place(of: pod)
    if let known = recent[place], known.pod.isKnownToHaveSpec(of: pod) { return (place, known) }
    if let known = recent[place ^ 1], known.pod.isKnownToHaveSpec(of: pod) { return (place ^ 1, known) }
    return nil
  }

  private mutating func remember(_ info: PodInfo) {
    if recent.isEmpty { recent = ContiguousArray(repeating: nil, count: Self.places) }
    let place = Self.place(of: info.pod)
    // Of two specs that meet there turn by turn, both are found.
    recent[place ^ 1] = recent[place]
    recent[place] = info
    if info.shape.number != lastShape {
      lastShape = info.shape.number
      last = nil
    } else if last == nil {
      last = Example(info)
    }
  }

  private static func place(of pod: Pod) -> Int {
    let address = UInt(bitPattern: pod.specIdentity)
    return Int((address ^ address >> 6) >> 4 % UInt(places))
  }

  private mutating func add(_ info: PodInfo) {
    examples[Self.hash(of: info.pod), default: []].append(info)
    count += 1
  }

  /// Of what differs most often; the comparison has the rest.
  private static func hash(of pod: Pod) -> Int {
    var hasher = Hasher()
    hasher.combine(pod.metadata.namespace)
    hasher.combine(pod.metadata.labels)
    for container in pod.spec.containers {
      // In any order.
      var sum: UInt64 = 0
      for amount in container.resources.requests.quantities.values {
        sum &+= UInt64(truncatingIfNeeded: amount.nanoUnits) &* 0x9E37_79B9_7F4A_7C15
      }
      hasher.combine(sum)
    }
    if !pod.spec.nodeSelector.isEmpty { hasher.combine(pod.spec.nodeSelector) }
    hasher.combine(pod.spec.priority)
    return hasher.finalize()
  }

  private static func haveOneShape(_ one: Pod, _ other: Pod) -> Bool {
    lookAlike(one, other) && (one.isKnownToHaveSpec(of: other) || areAlike(one.spec, other.spec))
  }

  private static func lookAlike(_ one: Pod, _ other: Pod) -> Bool {
    one.metadata.namespace == other.metadata.namespace && one.metadata.labels == other.metadata.labels
      && one.metadata.ownerReferences == other.metadata.ownerReferences
  }

  private static func areAlike(_ one: PodSpec, _ other: PodSpec) -> Bool {
    one.priority == other.priority && one.containers == other.containers
      && one.initContainers == other.initContainers
      && one.nodeSelector == other.nodeSelector && one.tolerations == other.tolerations
      && one.affinity == other.affinity
      && one.topologySpreadConstraints == other.topologySpreadConstraints
      && one.schedulerName == other.schedulerName
      && one.preemptionPolicy == other.preemptionPolicy
      && one.overhead == other.overhead && one.resources == other.resources
      && one.explicitPodRequests == other.explicitPodRequests && one.volumes == other.volumes
      && one.hasResourceClaims == other.hasResourceClaims
      && one.schedulingGates == other.schedulingGates
  }
}

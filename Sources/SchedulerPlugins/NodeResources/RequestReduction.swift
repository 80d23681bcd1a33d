import KubernetesAPI
import SchedulerFramework

/// Edits of a Pod after which it requests less in sum, by the rules of ``PodRequests``: containers that run at the same time
/// give up the same share.
struct RequestReduction {
  private let spec: PodSpec
  /// Lists of requests that an edit has made.
  private var made: Set<FieldPath> = []

  init(_ spec: PodSpec) { self.spec = spec }

  /// A container's amount, and where it is written.
  private struct Part {
    let path: FieldPath
    let resources: ResourceRequirements
    let isSidecar: Bool
    let before: Int64
    var after: Int64
  }

  /// - Parameter target: What the Pod may request in sum, in milli-CPU or whole units.
  /// - Returns: nil when its overhead or its sidecars leave nothing.
  mutating func patch(reducing resource: String, to target: Int64) -> [JSONPatch.Operation]? {
    let (budget, overflow) = target.subtractingReportingOverflow(Self.units(spec.overhead[resource], of: resource))
    guard !overflow, budget > 0 else { return nil }
    let path = FieldPath("spec")
    var together = parts(spec.containers, at: path.field("containers"), resource)
    var initial = parts(spec.initContainers, at: path.field("initContainers"), resource)
    Self.share(budget, among: &together, sidecars: &initial)
    guard Self.limit(&initial, to: budget) else { return nil }

    var operations: [JSONPatch.Operation] = []
    if PodRequests.podLevelRequests(of: spec)[resource] != nil {
      operations += write(budget, of: resource, spec.resources, at: path.field("resources"))
    }
    for part in together + initial where part.after != part.before {
      operations += write(part.after, of: resource, part.resources, at: part.path)
    }
    return operations
  }

  private func parts(_ containers: [Container], at path: FieldPath, _ resource: String) -> [Part] {
    containers.enumerated().map { index, container in
      let amount = Self.units(container.resources.requests[resource], of: resource)
      return Part(
        path: path.index(index).field("resources"), resources: container.resources,
        isSidecar: container.isSidecar, before: amount, after: amount)
    }
  }

  private static func units(_ quantity: Quantity?, of resource: String) -> Int64 {
    guard let quantity else { return 0 }
    return max(0, resource == "cpu" ? quantity.milliValue : quantity.value)
  }

  /// Containers and sidecars together get no more than the budget, each in proportion to what it asked for.
  private static func share(_ budget: Int64, among containers: inout [Part], sidecars initial: inout [Part]) {
    let sum =
      containers.reduce(Int128(0)) { $0 + Int128($1.before) }
      + initial.reduce(Int128(0)) { $0 + ($1.isSidecar ? Int128($1.before) : 0) }
    guard sum > Int128(budget) else { return }
    // Shares of the running sum are rounded, not the parts: so they add up to the budget.
    var asked: Int128 = 0
    var given: Int128 = 0
    func next(_ amount: Int64) -> Int64 {
      asked += Int128(amount)
      let share = asked.multipliedFullWidth(by: Int128(budget))
      let total = sum.dividingFullWidth(share).quotient
      defer { given = total }
      return Int64(clamping: total - given)
    }
    for index in containers.indices { containers[index].after = next(containers[index].before) }
    for index in initial.indices where initial[index].isSidecar { initial[index].after = next(initial[index].before) }
  }

  /// An ordinary init container gets no more than the sidecars before it leave.
  private static func limit(_ initial: inout [Part], to budget: Int64) -> Bool {
    var left = budget
    for index in initial.indices {
      if initial[index].isSidecar {
        left -= initial[index].after
      } else if initial[index].before > left {
        guard left > 0 else { return false }
        initial[index].after = left
      }
    }
    return true
  }

  private mutating func write(
    _ amount: Int64, of resource: String, _ resources: ResourceRequirements, at path: FieldPath
  ) -> [JSONPatch.Operation] {
    let value = JSONValue.string(Quantity(amount, of: resource).description)
    let list = path.field("requests")
    let hasList = !made.insert(list).inserted || resources.hasRequestList
    var operations: [JSONPatch.Operation] = [
      hasList ? .add(list.key(resource), value) : .add(list, .object([resource: value]))
    ]
    // What cannot be overcommitted is requested and limited alike.
    if ResourceVocabulary.isScalar(resource), resources.limits[resource] != nil {
      operations.append(.add(path.field("limits").key(resource), value))
    }
    return operations
  }
}

extension Quantity {
  /// An amount of a resource in the units that the engine counts in, milli-CPU or whole ones.
  init(_ amount: Int64, of resource: String) {
    let isBytes = resource == "memory" || resource == "ephemeral-storage" || resource.hasPrefix("hugepages-")
    self = resource == "cpu" ? Quantity(milliUnits: amount) : Quantity(amount, format: isBytes ? .binarySI : .decimalSI)
  }
}

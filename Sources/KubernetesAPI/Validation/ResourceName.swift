/// What the name of a resource says of it: `cpu`, `hugepages-2Mi`, `nvidia.com/gpu`.
struct ResourceName {
  let text: String

  init(_ text: String) { self.text = text }

  private static let inContainers: Set<String> = ["cpu", "memory", "ephemeral-storage"]

  private static let counted: Set<String> = [
    "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
    "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
  ]

  private static let inQuotas: Set<String> = counted.union([
    "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.storage",
  ])

  private static let standard: Set<String> = inQuotas.union(["storage"])

  private var isPlain: Bool { !text.contains("/") }

  var isHugePages: Bool { text.hasPrefix("hugepages-") }
  /// Of Kubernetes itself.
  var isNative: Bool { isPlain || text.contains("kubernetes.io/") }
  var isExtended: Bool {
    !isNative && !text.hasPrefix("requests.") && NameFormat.qualifiedName("requests." + text).isEmpty
  }
  /// Only whole units of it can be asked for.
  var isInteger: Bool { Self.counted.contains(text) || isExtended }
  /// A Node may promise more of it than there is.
  var allowsOvercommit: Bool { isNative && !isHugePages }
  var isStandardForQuota: Bool {
    Self.inQuotas.contains(text) || isHugePages || text.hasPrefix("requests.hugepages-")
  }

  /// The checks of any resource's name.
  func check(at path: FieldPath, _ errors: inout [FieldError]) {
    let messages = NameFormat.qualifiedName(text)
    errors += messages.map { .invalid(path, text, $0) }
    if messages.isEmpty, isPlain, !Self.standard.contains(text), !isHugePages,
      !text.hasPrefix("requests.hugepages-")
    {
      errors.append(.invalid(path, text, "must be a standard resource type or fully qualified"))
    }
  }

  func checkForContainer(at path: FieldPath, _ errors: inout [FieldError]) {
    check(at: path, &errors)
    if isPlain {
      if !Self.inContainers.contains(text), !isHugePages {
        errors.append(.invalid(path, text, "must be a standard resource for containers"))
      }
    } else if !isNative, !isExtended {
      errors.append(.invalid(path, text, "doesn't follow extended resource name standard"))
    }
  }

  /// A Pod as a whole can ask for cpu, memory and huge pages.
  var isSupportedForPods: Bool { text == "cpu" || text == "memory" || isHugePages }

  func checkForPod(at path: FieldPath, _ errors: inout [FieldError]) {
    let count = errors.count
    check(at: path, &errors)
    if errors.count == count, !isSupportedForPods {
      errors.append(.notSupported(path, text, ["cpu", "hugepages-", "memory"]))
    }
  }

  func checkForQuota(at path: FieldPath, _ errors: inout [FieldError]) {
    check(at: path, &errors)
    if isPlain, !isStandardForQuota {
      errors.append(.invalid(path, text, "must be a standard resource for quota"))
    }
  }
}

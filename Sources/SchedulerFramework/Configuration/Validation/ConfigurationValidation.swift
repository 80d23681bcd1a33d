import KubernetesAPI

extension SchedulerConfiguration {
  /// Checks everything that kube-scheduler checks before it builds the profiles, in its order and words.
  func validate(_ document: ConfigurationDocument) throws(ConfigurationError) {
    var errors = ValidationErrors()
    if clientConnection.burst < 0 {
      errors.invalid(FieldPath("clientConnection", "burst"), clientConnection.burst, "must be non-negative")
    }
    leaderElection.validate(at: FieldPath("leaderElection"), &errors)
    if parallelism <= 0 {
      errors.invalid(FieldPath("parallelism"), parallelism, "should be an integer value greater than zero")
    }
    document.validateProfiles(&errors)
    ConfigurationDocument.validatePercentage(percentageOfNodesToScore, within: FieldPath(), &errors)
    if podInitialBackoffSeconds <= 0 {
      errors.invalid(FieldPath("podInitialBackoffSeconds"), podInitialBackoffSeconds, "must be greater than 0")
    }
    if podMaxBackoffSeconds < podInitialBackoffSeconds {
      errors.invalid(
        FieldPath("podMaxBackoffSeconds"), podMaxBackoffSeconds,
        "must be greater than or equal to PodInitialBackoffSeconds")
    }
    Extender.validate(extenders, at: FieldPath("extenders"), &errors)
    if let message = errors.aggregate { throw ConfigurationError(message, causes: errors.errors) }
  }
}

extension LeaderElection {
  fileprivate func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    guard leaderElect else { return }
    let durations = [
      ("leaseDuration", leaseDuration), ("renewDeadline", renewDeadline), ("retryPeriod", retryPeriod),
    ]
    for (field, duration) in durations where duration.nanoseconds <= 0 {
      errors.invalid(
        path.field(field), FieldError.quoted(duration.description), "must be greater than zero")
    }
    if leaseDuration.nanoseconds <= renewDeadline.nanoseconds {
      errors.invalid(
        path.field("leaseDuration"), FieldError.quoted(renewDeadline.description),
        "must be greater than `RenewDeadline`")
    }
    if resourceLock != "leases" {
      errors.invalid(
        path.field("resourceLock"), FieldError.quoted(resourceLock), "resourceLock value must be \"leases\"")
    }
  }
}

extension Extender {
  fileprivate static func validate(
    _ extenders: [Extender], at path: FieldPath, _ errors: inout ValidationErrors
  ) {
    var managed: Set<String> = []
    for (index, extender) in extenders.enumerated() {
      let path = path.index(index)
      if !extender.prioritizeVerb.isEmpty && extender.weight <= 0 {
        errors.invalid(path.field("weight"), extender.weight, "must have a positive weight applied to it")
      }
      for (number, resource) in extender.managedResources.enumerated() {
        let path = path.field("managedResources").index(number).field("name")
        let problems = NameFormat.qualifiedName(resource.name)
        for problem in problems { errors.invalid(path, FieldError.quoted(resource.name), problem) }
        if problems.isEmpty && !isExtendedResource(resource.name) {
          errors.invalid(path, FieldError.quoted(resource.name), "is an invalid extended resource name")
        }
        if !managed.insert(resource.name).inserted {
          errors.invalid(path, FieldError.quoted(resource.name), "duplicate extender managed resource name")
        }
      }
    }
    let binders = extenders.count { !$0.bindVerb.isEmpty }
    if binders > 1 {
      errors.invalid(
        path, FieldError.quoted("found \(binders) extenders implementing bind"), "only one extender can implement bind")
    }
  }

  /// A name that neither Kubernetes itself nor a quota uses.
  private static func isExtendedResource(_ name: String) -> Bool {
    let isNative = !name.contains("/") || name.contains("kubernetes.io/")
    return !isNative && !name.hasPrefix("requests.") && NameFormat.qualifiedName("requests." + name).isEmpty
  }
}

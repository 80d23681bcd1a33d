import KubernetesAPI
import Playground

extension ConfigurationChoice {
  /// What a request means by a configuration: a name, a KubeSchedulerConfiguration, or null for the scenario's default.
  ///
  /// - Throws: 400 for anything else.
  init(_ value: JSONValue?, field: String = "configuration") throws(Problem) {
    switch value {
    case nil, .some(.null): self = .named(Scenario.defaultConfiguration)
    case .some(.string(let name)): self = .named(name)
    case .some(.object(let members)): self = .inline(.object(members))
    default: throw BodyFields.invalid(field, "must be a name, a KubeSchedulerConfiguration, or null")
    }
  }
}

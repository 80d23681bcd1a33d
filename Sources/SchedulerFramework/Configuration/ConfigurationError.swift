public import KubernetesAPI

/// Why a scheduler configuration is rejected: it cannot be decoded, it is invalid, or its profiles cannot be built.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The whole of it in one line, as kube-scheduler prints it before it exits.
  public var message: String
  /// The single mistakes with their places in the configuration; empty where a mistake has no place.
  public var causes: [FieldError]

  public init(_ message: String, causes: [FieldError] = []) {
    self.message = message
    self.causes = causes
  }

  public var description: String { message }
}

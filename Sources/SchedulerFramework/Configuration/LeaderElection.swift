import KubernetesAPI

/// How replicas of a scheduler agree on which of them is at work (`v1alpha1.LeaderElectionConfiguration`).
public struct LeaderElection: Sendable, Hashable {
  /// Whether replicas agree on a leader at all; if not, each is at work.
  public var leaderElect: Bool
  /// How long a standby waits after the leader's last sign of life.
  public var leaseDuration: ConfigurationDuration
  /// How long the leader tries to renew its lease before it gives up.
  public var renewDeadline: ConfigurationDuration
  /// How long a replica waits between two attempts.
  public var retryPeriod: ConfigurationDuration
  /// The kind of object that stands for leadership; only `leases` is valid.
  public var resourceLock: String
  /// The name of that object.
  public var resourceName: String
  /// The namespace of that object.
  public var resourceNamespace: String

  init(_ value: JSONValue) {
    leaderElect = value["leaderElect"].bool ?? true
    leaseDuration = ConfigurationDuration(value["leaseDuration"], unlessZero: .seconds(15))
    renewDeadline = ConfigurationDuration(value["renewDeadline"], unlessZero: .seconds(10))
    retryPeriod = ConfigurationDuration(value["retryPeriod"], unlessZero: .seconds(2))
    resourceLock = value["resourceLock"].nonEmptyString ?? "leases"
    resourceName = value["resourceName"].nonEmptyString ?? "kube-scheduler"
    resourceNamespace = value["resourceNamespace"].nonEmptyString ?? "kube-system"
  }
}

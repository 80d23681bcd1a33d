/// The fields of `kubescheduler.config.k8s.io/v1` as of Kubernetes v1.34.
enum ConfigurationSchema {
  static let group = "kubescheduler.config.k8s.io"
  static let version = "v1"
  static let groupVersion = "\(group)/\(version)"
  static let kind = "KubeSchedulerConfiguration"

  static let configuration = ObjectType(
    kind,
    typeMeta.merging(
      [
        "parallelism": .integer32,
        "leaderElection": .object(leaderElection),
        "clientConnection": .object(clientConnection),
        "enableProfiling": .boolean,
        "enableContentionProfiling": .boolean,
        "percentageOfNodesToScore": .integer32,
        "podInitialBackoffSeconds": .integer64,
        "podMaxBackoffSeconds": .integer64,
        "profiles": .list(.object(profile)),
        "extenders": .list(.object(extender)),
        "delayCacheUntilActive": .boolean,
      ], uniquingKeysWith: { first, _ in first }))

  static let typeMeta: [String: FieldType] = ["apiVersion": .string, "kind": .string]

  private static let leaderElection = ObjectType(
    "LeaderElectionConfiguration", package: "v1alpha1",
    [
      "leaderElect": .boolean,
      "leaseDuration": .duration,
      "renewDeadline": .duration,
      "retryPeriod": .duration,
      "resourceLock": .string,
      "resourceName": .string,
      "resourceNamespace": .string,
    ])

  private static let clientConnection = ObjectType(
    "ClientConnectionConfiguration", package: "v1alpha1",
    [
      "kubeconfig": .string,
      "acceptContentTypes": .string,
      "contentType": .string,
      "qps": .float32,
      "burst": .integer32,
    ])

  private static let profile = ObjectType(
    "KubeSchedulerProfile",
    [
      "schedulerName": .string,
      "percentageOfNodesToScore": .integer32,
      "plugins": .object(plugins),
      "pluginConfig": .list(.object(ObjectType("PluginConfig", ["name": .string, "args": .raw]))),
    ])

  private static let plugins = ObjectType(
    "Plugins",
    Dictionary(
      uniqueKeysWithValues: (["multiPoint"] + ExtensionPoint.allCases.map(\.configurationField))
        .map { ($0, .object(pluginSet)) }))

  private static let pluginSet = ObjectType(
    "PluginSet", ["enabled": .list(.object(plugin)), "disabled": .list(.object(plugin))])

  private static let plugin = ObjectType("Plugin", ["name": .string, "weight": .integer32])

  private static let extender = ObjectType(
    "Extender",
    [
      "urlPrefix": .string,
      "filterVerb": .string,
      "preemptVerb": .string,
      "prioritizeVerb": .string,
      "weight": .integer64,
      "bindVerb": .string,
      "enableHTTPS": .boolean,
      "tlsConfig": .object(extenderTLS),
      "httpTimeout": .duration,
      "nodeCacheCapable": .boolean,
      "managedResources": .list(
        .object(ObjectType("ExtenderManagedResource", ["name": .string, "ignoredByScheduler": .boolean]))),
      "ignorable": .boolean,
    ])

  private static let extenderTLS = ObjectType(
    "ExtenderTLSConfig",
    [
      "insecure": .boolean,
      "serverName": .string,
      "certFile": .string,
      "keyFile": .string,
      "caFile": .string,
      "certData": .bytes,
      "keyData": .bytes,
      "caData": .bytes,
    ])
}

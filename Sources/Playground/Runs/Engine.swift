/// What decides, by version.
public enum Engine {
  /// Same scenario, same seed, same version: the same bytes.
  public static let version = "0.1.0"
  /// The kube-scheduler whose decisions are made.
  public static let kubernetesVersion = "v1.34.9"
}

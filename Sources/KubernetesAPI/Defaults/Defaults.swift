/// The v1 defaults.
public enum Defaults {
  public static func apply(to object: inout JSONValue) {}
}

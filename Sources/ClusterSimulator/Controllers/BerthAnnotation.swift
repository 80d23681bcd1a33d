import KubernetesAPI

/// What a Pod's `berth.dev/` annotations say about how its containers behave.
enum BerthAnnotation {
  /// `berth.dev/run-for`: after this time the Pod has succeeded; nil runs on.
  static func runFor(_ pod: Pod) -> Duration? {
    pod.metadata.annotations["berth.dev/run-for"].flatMap(DurationText.parse)
  }

  /// `berth.dev/fail-after`: after this time the containers exit with an error; nil never.
  static func failAfter(_ pod: Pod) -> Duration? {
    pod.metadata.annotations["berth.dev/fail-after"].flatMap(DurationText.parse)
  }
}

/// Durations as Go and kubectl write them: `90s`, `1m30s`, `1.5h`, `250ms`.
public enum DurationText {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
  ]

  /// nil for a text that is no duration, a negative one and one over 100 years.
  public static func parse(_ text: String) -> Duration? {
    if text == "0" { return .zero }
    var rest = Substring(text)
    var nanoseconds = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), let factor = units.first(where: { $0.name == unit })?.nanoseconds else {
        return nil
      }
      nanoseconds += number * factor
    }
    guard nanoseconds <= 100 * 365 * 24 * 3600e9 else { return nil }
    return .nanoseconds(Int64(nanoseconds))
  }
}

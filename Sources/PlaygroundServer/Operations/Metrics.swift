import HTTPTypes
import MicroHTTP
import Synchronization

/// Counts what the server does, in the text format of Prometheus.
final class Metrics: Sendable {
  /// Upper bounds of the buckets of a duration, in seconds.
  private static let buckets: [Double] = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30]

  /// What was answered by one route.
  private struct RouteCounts {
    /// By method and status.
    var requests: [Int: Int] = [:]
    /// How many took at most as long as each bucket says, but longer than the one before.
    var buckets = [Int](repeating: 0, count: Metrics.buckets.count + 1)
    var seconds = 0.0
  }

  private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .patch, .options]
  /// More than any status has.
  private static let statuses = 1_000

  private let routes = Mutex<[String: RouteCounts]>([:])

  /// - Parameter route: the pattern of the route, so that the number of series stays small whatever is asked for.
  func count(_ method: HTTPRequest.Method, route: String, status: Int, duration: Duration) {
    let key = Self.key(method, status)
    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    let bucket = Self.buckets.firstIndex { seconds <= $0 } ?? Self.buckets.count
    routes.withLock { routes in
      routes[route, default: RouteCounts()].requests[key, default: 0] += 1
      routes[route]?.buckets[bucket] += 1
      routes[route]?.seconds += seconds
    }
  }

  private static func key(_ method: HTTPRequest.Method, _ status: Int) -> Int {
    (methods.firstIndex(of: method) ?? methods.count) * statuses + status
  }

  /// A value that is read when the metrics are asked for.
  struct Gauge: Sendable {
    enum Kind: String, Sendable {
      case gauge, counter
    }

    var name: String
    var help: String
    var kind: Kind
    var value: Int
  }

  /// All of them, in a stable order.
  ///
  /// - Parameter prepared: What was answered without asking a route, which takes no time worth counting.
  func text(_ gauges: [Gauge], prepared: [PreparedAnswers]) -> String {
    var counted = routes.withLock { $0 }
    for answers in prepared {
      let key = Self.key(answers.method, answers.status)
      counted[answers.label, default: RouteCounts()].requests[key, default: 0] += answers.count
      counted[answers.label]?.buckets[0] += answers.count
    }
    let routes = counted.sorted { $0.key < $1.key }
    var text = header("berth_http_requests_total", .counter, "Requests answered.")
    for (route, counts) in routes {
      let requests = counts.requests.map { key, count in
        let (number, status) = key.quotientAndRemainder(dividingBy: Self.statuses)
        let method = number < Self.methods.count ? Self.methods[number].rawValue : "other"
        return (method: method, status: status, count: count)
      }
      for (method, status, count) in requests.sorted(by: { ($0.method, $0.status) < ($1.method, $1.status) }) {
        let labels = "method=\"\(method)\",route=\"\(route)\",status=\"\(status)\""
        text += "berth_http_requests_total{\(labels)} \(count)\n"
      }
    }
    let name = "berth_http_request_duration_seconds"
    text += "# HELP \(name) Time from the whole request to its response.\n# TYPE \(name) histogram\n"
    for (route, counts) in routes {
      var total = 0
      for (bucket, count) in counts.buckets.enumerated() {
        total += count
        let bound = bucket < Self.buckets.count ? "\(Self.buckets[bucket])" : "+Inf"
        text += "\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(total)\n"
      }
      text += "\(name)_sum{route=\"\(route)\"} \(counts.seconds)\n\(name)_count{route=\"\(route)\"} \(total)\n"
    }
    for gauge in gauges {
      text += header(gauge.name, gauge.kind, gauge.help) + "\(gauge.name) \(gauge.value)\n"
    }
    return text
  }

  private func header(_ name: String, _ kind: Gauge.Kind, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }
}

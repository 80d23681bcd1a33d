import HTTPTypes
import Synchronization

/// Counts what the server does, in the text format of Prometheus.
final class Metrics: Sendable {
  /// Upper bounds of the buckets of a duration, in seconds.
  private static let buckets: [Double] = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30]

  private struct Key: Hashable {
    var method: String
    var route: String
    var status: Int
  }

  private struct Histogram {
    var counts = [Int](repeating: 0, count: Metrics.buckets.count + 1)
    var sum = 0.0

    mutating func observe(_ seconds: Double) {
      let bucket = Metrics.buckets.firstIndex { seconds <= $0 } ?? Metrics.buckets.count
      counts[bucket] += 1
      sum += seconds
    }
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var durations: [String: Histogram] = [:]
  }

  private let state = Mutex(State())

  /// - Parameter route: the pattern of the route, so that the number of series stays small whatever is asked for.
  func count(_ method: HTTPRequest.Method, route: String, status: Int, duration: Duration) {
    let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .patch, .options]
    let key = Key(method: known.contains(method) ? method.rawValue : "other", route: route, status: status)
    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    state.withLock { state in
      state.requests[key, default: 0] += 1
      state.durations[route, default: Histogram()].observe(seconds)
    }
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
  func text(_ gauges: [Gauge]) -> String {
    let state = state.withLock { $0 }
    var text = header("berth_http_requests_total", .counter, "Requests answered.")
    let requests = state.requests.sorted {
      ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
    }
    for (key, count) in requests {
      let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
      text += "berth_http_requests_total{\(labels)} \(count)\n"
    }
    let name = "berth_http_request_duration_seconds"
    text += "# HELP \(name) Time from the whole request to its response.\n# TYPE \(name) histogram\n"
    for (route, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
      var total = 0
      for (bucket, count) in histogram.counts.enumerated() {
        total += count
        let bound = bucket < Self.buckets.count ? "\(Self.buckets[bucket])" : "+Inf"
        text += "\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(total)\n"
      }
      text += "\(name)_sum{route=\"\(route)\"} \(histogram.sum)\n\(name)_count{route=\"\(route)\"} \(total)\n"
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

import ClusterSimulator
import Foundation
import KubernetesAPI
import Testing

/// A request, and what kube-apiserver v1.34.9 answered to it.
struct RecordedAnswer: Sendable, CustomTestStringConvertible {
  var method: String
  var path: String
  var body: JSONValue
  var code: Int64
  /// `reason`, `message` and `causes` of a refusal; otherwise the `object` as it would be stored.
  var answer: JSONValue

  var testDescription: String { "\(method) \(path) \(body.json.prefix(300))" }

  /// The resource that the path names.
  var resource: APIResource? {
    var parts = path.split(separator: "/").map(String.init)
    if parts.first == "api" { parts.removeFirst() } else { parts = [parts[1] + "/" + parts[2]] + parts.dropFirst(3) }
    return APIResource.find(apiVersion: parts[0], name: parts.last ?? "")
  }

  /// The namespace in the path; nil for the cluster's scope.
  var namespace: String? {
    let parts = path.split(separator: "/")
    guard let index = parts.firstIndex(of: "namespaces"), parts.count > index + 2 else { return nil }
    return String(parts[index + 1])
  }

  static let all: [RecordedAnswer] = {
    guard let url = Bundle.module.url(forResource: "answers", withExtension: "jsonl", subdirectory: "Fixtures"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { line in
      guard let value = try? JSONValue(json: String(line)) else { return nil }
      return RecordedAnswer(
        method: value["method"].string ?? "", path: value["path"].string ?? "", body: value["body"],
        code: value["code"].integer ?? 0, answer: value)
    }
  }()
}

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

  /// What a `GET` of an object or a list asks for; nil for other paths and for continued lists.
  struct Question {
    var resource: APIResource
    var namespace: String?
    var name: String?
    var labelSelector = ""
    var fieldSelector = ""
  }

  var question: Question? {
    guard let url = URLComponents(string: path) else { return nil }
    var parts = url.path.split(separator: "/").map(String.init)
    guard parts.first == "api", parts.count >= 3 else { return nil }
    let version = parts[1]
    parts.removeFirst(2)
    var namespace: String?
    if parts.first == "namespaces", parts.count > 2 {
      namespace = parts[1]
      parts.removeFirst(2)
    }
    guard parts.count <= 2, let resource = APIResource.find(apiVersion: version, name: parts[0]) else { return nil }
    var question = Question(resource: resource, namespace: namespace, name: parts.count == 2 ? parts[1] : nil)
    for item in url.queryItems ?? [] {
      switch item.name {
      case "labelSelector": question.labelSelector = item.value ?? ""
      case "fieldSelector": question.fieldSelector = item.value ?? ""
      default: return nil
      }
    }
    return question
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

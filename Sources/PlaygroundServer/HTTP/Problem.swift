import HTTPTypes
import KubernetesAPI
import MicroHTTP

/// Why a request was not done, as RFC 9457 writes it down. Thrown from anywhere, answered in one place.
///
///     throw Problem(.notFound, "there is no scenario \"x\"")
struct Problem: Error, Sendable {
  /// One mistake that has a place.
  struct Cause: Sendable, Hashable {
    /// Counted from 1, in the text that was sent.
    var position: SourcePosition?
    /// The field's path, such as `spec.containers[0].image`.
    var field: String?
    var message: String
    /// The object that the mistake is in, such as `Pod "web"`.
    var object: String?
  }

  var status: HTTPResponse.Status
  /// What is wrong with this very request, and what would be right.
  var detail: String
  var causes: [Cause] = []
  /// Header fields that the status asks for, such as `Allow`.
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ detail: String, causes: [Cause] = [], headers: HTTPFields = [:]) {
    self.status = status
    self.detail = detail
    self.causes = causes
    self.headers = headers
  }

  var response: Response {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "about:blank")
      json.member("title", status.reasonPhrase)
      json.member("status", status.code)
      json.member("detail", detail)
      if !causes.isEmpty {
        json.member("causes") { json in
          json.array { json in for cause in causes { cause.write(to: &json) } }
        }
      }
    }
    var headers = headers
    headers[.contentType] = MediaType.problem
    return Response(status: status, headers: headers, body: json.bytes)
  }
}

extension Problem.Cause {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      if let position {
        json.member("line", position.line)
        json.member("column", position.column)
      }
      json.member("field", ifPresent: field)
      json.member("message", message)
      json.member("object", ifPresent: object)
    }
  }
}

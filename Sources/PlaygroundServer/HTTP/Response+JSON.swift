import HTTPTypes
import KubernetesAPI
import MicroHTTP

extension Response {
  /// A response with the JSON that `write` makes.
  static func json(
    _ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
    _ write: (inout JSONWriter) throws -> Void
  ) rethrows -> Response {
    var json = JSONWriter()
    try write(&json)
    var headers = headers
    headers[.contentType] = MediaType.json
    return Response(status: status, headers: headers, body: json.bytes)
  }

  /// A response with JSON that is written already.
  static func json(_ json: JSONWriter) -> Response {
    Response(status: .ok, headers: [.contentType: MediaType.json], body: json.bytes)
  }

  static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: MediaType.text], body: text)
  }
}

import HTTPTypes
import KubernetesAPI
import MicroHTTP

/// Answers that were computed and stay right: they get an entity tag, and who asks for the same again is answered by the
/// server's sockets without any of it being computed, or compressed, anew.
///
/// What is said of a saved scenario is right until a new revision of it is saved, which this process must be told by
/// ``forget(scenario:)``; with several processes over one database answers about saved scenarios must not be kept.
struct KeptAnswers: Sendable {
  let targets: PreparedTargets

  /// What `keep` needs to know: asked for before the first look at what the answer is made of.
  var moment: UInt64 { targets.changes }

  /// The answer to a GET, which is kept.
  ///
  /// - Parameter route: The pattern of the request's path, for the records.
  func keep(_ json: JSONWriter, for request: Request, route: PathPattern, since moment: UInt64) -> Response {
    let bytes = json.bytes
    let isLong = bytes.count >= PreparedResource.leastCompressed
    var compressed: [ContentCoding: [UInt8]] = [:]
    var awaited: ContentCodings = isLong ? .all : []
    if isLong, let coding = request.acceptedCodings.preferred {
      compressed[coding] = Compression.ofAnswer(bytes, coding)
      awaited.remove(ContentCodings(coding))
    }
    let target = request.head.path ?? ""
    var headers: HTTPFields = [.contentType: MediaType.json, .cacheControl: "no-cache"]
    SecurityHeaders.add(to: &headers)
    let resource = PreparedResource(
      bytes, compressed: compressed, awaited: awaited, entityTag: Checksum.text(of: bytes), headers: headers,
      label: route.description, alike: targets[target])
    guard let resource else { return .json(json) }
    // Written with percent escapes, a path would not be found when it is to be forgotten.
    if target.hasPrefix("/"), !target.contains("%") { targets.keep(resource, for: target, since: moment) }
    return Response(resource.response(to: request))
  }

  /// Nothing of what was said about the scenario is right any more.
  func forget(scenario id: String) { targets.forget(beginningWith: "/api/v1/scenarios/\(id)/") }
}

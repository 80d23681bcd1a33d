import HTTPTypes

/// How long a request's body is, by its header fields (RFC 9112, section 6).
enum BodyFraming {
  case none
  case chunked
  /// In bytes.
  case length(Int)
  /// The fields contradict each other, or say what this server does not know. Two parties that read them differently
  /// would take a part of the body for the next request.
  case invalid(Refusal)

  init(_ headers: HTTPFields) {
    let codings = headers[values: .transferEncoding]
    let lengths = headers[values: .contentLength]
    if !codings.isEmpty {
      guard lengths.isEmpty else {
        self = .invalid(.malformedRequest("both Content-Length and Transfer-Encoding are given"))
        return
      }
      let coding = codings.joined(separator: ", ")
      self = coding.lowercased() == "chunked" ? .chunked : .invalid(.unknownTransferCoding(coding))
      return
    }
    guard let first = lengths.first else {
      self = .none
      return
    }
    guard lengths.count == 1, first.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(first) else {
      self = .invalid(.malformedRequest("Content-Length is not one whole number"))
      return
    }
    self = .length(length)
  }
}

import CMicrohttpd
import HTTPTypes

/// Owns one reference to a response of libmicrohttpd, which counts further ones itself while it is being sent.
final class ResponseHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  init?(copying body: [UInt8], headers: HTTPFields) {
    let response = body.withUnsafeBytes { bytes in
      // The library copies from the pointer and only takes it as mutable for its other modes.
      MHD_create_response_from_buffer(
        bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
    guard let response else { return nil }
    pointer = response
    add(headers)
  }

  /// - Parameter toHead: only the header fields will be sent. libmicrohttpd 0.9.75 sends the last chunk even then,
  ///   which would be taken for the next response, so the connection is closed instead.
  init?(streaming stream: BodyStream, headers: HTTPFields, toHead: Bool) {
    let context = Unmanaged.passRetained(stream)
    guard
      let response = MHD_create_response_from_callback(
        UInt64.max, BodyStream.blockSize, readBodyStream, context.toOpaque(), releaseBodyStream)
    else {
      context.release()
      return nil
    }
    pointer = response
    add(headers)
    if toHead { CMicrohttpdEndByClosing(response) }
  }

  deinit { MHD_destroy_response(pointer) }

  private func add(_ headers: HTTPFields) {
    for field in headers {
      MHD_add_response_header(pointer, field.name.rawName, field.value)
    }
  }
}

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

  /// - Parameter body: is not copied, and stays as long as it is being sent.
  init?(sharing body: SharedBody, headers: HTTPFields) {
    let context = Unmanaged.passRetained(body)
    guard
      let response = MHD_create_response_from_buffer_with_free_callback_cls(
        body.bytes.count, body.bytes.baseAddress, releaseSharedBody, context.toOpaque())
    else {
      context.release()
      return nil
    }
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

/// The bytes of a body that several responses have.
final class SharedBody: @unchecked Sendable {
  // Unchecked: written only when it is made.
  let bytes: UnsafeMutableRawBufferPointer

  init(_ body: [UInt8]) {
    // Of an empty one the library wants an address as well.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(body.count, 1), alignment: 16)
    buffer.copyBytes(from: body)
    bytes = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: body.count)
  }

  deinit { bytes.baseAddress?.deallocate() }
}

private let releaseSharedBody: MHD_ContentReaderFreeCallback = { context in
  guard let context else { return }
  Unmanaged<SharedBody>.fromOpaque(context).release()
}

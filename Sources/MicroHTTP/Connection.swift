import CMicrohttpd
import Glibc
import HTTPTypes

/// A connection of libmicrohttpd. The pointer is valid until the request that it was given for is completed.
struct Connection: @unchecked Sendable {
  // Unchecked: the library allows `resume` from any thread; all else is called by the connection's own thread only.
  let pointer: OpaquePointer

  func suspend() { MHD_suspend_connection(pointer) }

  /// Only for a connection that is suspended.
  func resume() { MHD_resume_connection(pointer) }

  func queue(_ response: ResponseHandle, status: HTTPResponse.Status) -> MHD_Result {
    queue(response, status: status.code)
  }

  func queue(_ response: ResponseHandle, status: Int) -> MHD_Result {
    MHD_queue_response(pointer, UInt32(status), response.pointer)
  }

  /// Its socket; -1 when it is not known.
  var descriptor: CInt { CMicrohttpdDescriptor(pointer) }

  /// nil after the connection's end.
  var peer: Peer? {
    CMicrohttpdConnectionContext(pointer).map { Unmanaged<Peer>.fromOpaque($0).takeUnretainedValue() }
  }

  var peerAddress: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      CMicrohttpdPeerAddress(pointer, start, buffer.count)
      return String(cString: start)
    }
  }

  /// The header fields, in the order sent. Nil when a name is not one that HTTP allows.
  var headers: HTTPFields? {
    var collector = FieldCollector()
    withUnsafeMutablePointer(to: &collector) { collector in
      _ = MHD_get_connection_values_n(pointer, .HEADER_KIND, collectField, collector)
    }
    return collector.isMalformed ? nil : collector.fields
  }
}

private struct FieldCollector {
  var fields = HTTPFields()
  var isMalformed = false
}

private let collectField: MHD_KeyValueIteratorN = { context, _, name, nameLength, value, valueLength in
  guard let collector = context?.assumingMemoryBound(to: FieldCollector.self) else { return .NO }
  let nameBytes = UnsafeRawBufferPointer(start: name, count: nameLength)
  guard let fieldName = HTTPField.Name(String(decoding: nameBytes, as: UTF8.self)) else {
    collector.pointee.isMalformed = true
    return .NO
  }
  let valueBytes = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueLength)
  collector.pointee.fields.append(HTTPField(name: fieldName, lenientValue: valueBytes))
  return .YES
}

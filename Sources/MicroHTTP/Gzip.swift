import CZlib

/// The content coding `gzip` (RFC 1952).
public enum Gzip {
  /// - Parameter level: from 1, fast, to 9, small.
  /// - Returns: nil when there is no memory for it.
  public static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
    // What is longer than the library counts in one go is left as it is.
    guard let length = UInt32(exactly: bytes.count) else { return nil }
    var stream = z_stream()
    // 16 on top of the largest window asks for gzip's header instead of zlib's.
    guard
      deflateInit2_(
        &stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(length)))
    let compressed = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let result = bytes.withUnsafeBufferPointer { input in
        // The library only reads from it, and takes it as mutable all the same.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = length
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(clamping: buffer.count)
        return deflate(&stream, Z_FINISH)
      }
      count = result == Z_STREAM_END ? buffer.count - Int(stream.avail_out) : 0
    }
    return compressed.isEmpty ? nil : compressed
  }
}

import CZstd

/// The content coding `zstd` (RFC 8878).
public enum Zstandard {
  /// - Parameter level: from 1, fast, to 19, small.
  /// - Returns: nil when there is no memory for it.
  public static func compress(_ bytes: [UInt8], level: Int32 = 3) -> [UInt8]? {
    // What is longer than the library counts is left as it is.
    let capacity = ZSTD_compressBound(bytes.count)
    guard ZSTD_isError(capacity) == 0 else { return nil }
    let compressed = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let result = bytes.withUnsafeBufferPointer { input in
        ZSTD_compress(buffer.baseAddress, buffer.count, input.baseAddress, input.count, level)
      }
      count = ZSTD_isError(result) == 0 ? result : 0
    }
    return compressed.isEmpty ? nil : compressed
  }
}

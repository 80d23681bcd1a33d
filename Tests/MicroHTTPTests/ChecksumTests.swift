import MicroHTTP
import Testing

@Suite struct ChecksumTests {
  @Test("A checksum is the CRC-32 in eight digits and the length")
  func known() {
    #expect(Checksum.text(of: Array("123456789".utf8)) == "cbf43926-9")
    #expect(Checksum.text(of: []) == "00000000-0")
  }

  @Test("One byte makes another checksum, wherever it stands")
  func differences() {
    let bytes = [UInt8](repeating: 65, count: 10_000)
    var texts: Set<String> = [Checksum.text(of: bytes), Checksum.text(of: bytes + [65])]
    for index in [0, 5_000, 9_999] {
      var changed = bytes
      changed[index] = 66
      texts.insert(Checksum.text(of: changed))
    }
    #expect(texts.count == 5)
  }
}

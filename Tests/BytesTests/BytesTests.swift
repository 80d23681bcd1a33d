import Bytes
import Testing

@Suite("Bytes are looked at eight at a time")
struct BytesTests {
  @Test("a text is appended as it is unless there is something in it that JSON escapes, wherever that stands")
  func plainTexts() {
    for count in 0..<20 {
      for place in 0..<max(count, 1) {
        for byte in 0...UInt8.max {
          var bytes = [UInt8](repeating: 0x80 + UInt8(count), count: count)
          if count > 0 { bytes[place] = byte }
          let isPlain = count == 0 || byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
          var text: [UInt8] = [1]
          text.append(addingCapacity: count) { output in #expect(output.appendPlain(bytes.span) == isPlain) }
          #expect(text == (isPlain ? [1] + bytes : [1]))
        }
      }
    }
  }

  @Test("the end of a line is found wherever it is")
  func lineBreaks() {
    for count in 0..<40 {
      for place in 0...count {
        for byte in [0x0A, 0x0D] as [UInt8] {
          var bytes = [UInt8](repeating: 0x0B, count: count)
          if place < count { bytes[place] = byte }
          for start in 0...place { #expect(ByteSearch.lineBreak(in: bytes.span, from: start) == place) }
          #expect(ByteSearch.lineBreak(in: bytes.span, from: place + 1) == max(count, 0))
        }
      }
    }
  }
}

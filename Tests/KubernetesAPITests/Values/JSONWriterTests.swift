import KubernetesAPI
import Testing

@Suite struct JSONWriterTests {
  @Test("What a string must not have is escaped, in keys and values alike, and commas stay where they belong")
  func escapes() throws {
    let texts = ["", "plain", "\"", "\\", "a\"b", "line\nline\r\t", "\u{1}\u{1F}", "한국어 📦", "\u{7F}"]
    var json = JSONWriter()
    json.array { json in
      for text in texts {
        json.object { json in
          json.member("first", 1)
          json.member(named: text, text)
          json.member("last", NamespacedName(text, "name"))
        }
        json.write(text)
      }
    }
    let items = try JSONValue(json: json.bytes).items
    #expect(items.count == 2 * texts.count)
    for (index, text) in texts.enumerated() {
      #expect(items[2 * index][text].string == text)
      #expect(items[2 * index]["last"].string == "\(text)/name")
      #expect(items[2 * index + 1].string == text)
    }
    var quoted = JSONWriter()
    quoted.write("a\"\\\n\r\t\u{1}\u{1F}")
    #expect(quoted.text == #""a\"\\\n\r\t\u0001\u001f""#)
  }

  @Test("Names that the program has are written as others are")
  func names() {
    var json = JSONWriter()
    json.object { json in
      json.member("", "")
      json.member("id", 12)
      json.member("kubernetesVersion", true)
      json.member(named: "kubernetesVersion", "v1")
    }
    #expect(json.text == #"{"":"","id":12,"kubernetesVersion":true,"kubernetesVersion":"v1"}"#)
  }

  @Test("Whole numbers are written in full", arguments: [0, 7, -7, 10, 999, 1000, Int64.max, Int64.min])
  func numbers(number: Int64) {
    var json = JSONWriter()
    json.array { json in
      json.write(number)
      json.write(number)
    }
    #expect(json.text == "[\(number),\(number)]")
  }

  @Test("Texts by name come in the order of the names", arguments: [[:], ["b": "2"], ["b": "2", "a": "1", "c": "3"]])
  func texts(texts: [String: String]) {
    var json = JSONWriter(capacity: 100)
    json.object { $0.member("labels", texts) }
    let members = texts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
    #expect(json.text == "{\"labels\":{\(members.joined(separator: ","))}}")
  }

  @Test("What another writer has written is one value among others")
  func nesting() {
    var part = JSONWriter()
    part.array { $0.write("x") }
    var json = JSONWriter()
    json.object { json in
      json.member("a") { $0.raw(part) }
      json.member("b") { $0.raw(part) }
    }
    #expect(json.text == #"{"a":["x"],"b":["x"]}"#)
  }
}

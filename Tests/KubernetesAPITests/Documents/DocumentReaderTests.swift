import KubernetesAPI
import Testing

@Suite("A text is read into documents")
struct DocumentReaderTests {
  private func read(_ text: String) -> DocumentReader.Documents { DocumentReader(file: "f").read(text) }

  private func json(_ text: String) -> [String] { read(text).nodes.map(\.value.json) }

  private func errors(_ text: String) -> [String] { read(text).errors.map(\.description) }

  @Test(
    "several documents, empty ones left out",
    arguments: [
      ("a: 1\n---\nb: 2\n", [#"{"a":1}"#, #"{"b":2}"#]),
      ("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n---\n", [#"{"a":1}"#, #"{"b":2}"#]),
      ("--- {a: 1}\n--- # comment\nb: 2", [#"{"a":1}"#, #"{"b":2}"#]),
      ("%YAML 1.1\n---\na: 1\n", [#"{"a":1}"#]), ("a: 1\n...\n---\nb: 2\n...\n", [#"{"a":1}"#, #"{"b":2}"#]),
      ("", []), ("\n\n", []), ("---", []), ("null", []), ("~\n---\n", []), ("text", [#""text""#]),
      ("[1, 2]", ["[1,2]"]),
      (#"{"a": 1}"#, [#"{"a":1}"#]), ("{\"a\": 1}\n{\"b\": 2}\n", [#"{"a":1}"#, #"{"b":2}"#]),
      ("{\"a\": 1}\n---\nb: 2\n---\n{\"c\": 3}", [#"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#]),
      ("{a: 1, b: [x, 'y']}", [#"{"a":1,"b":["x","y"]}"#]), ("{\"a\": 1,}", [#"{"a":1}"#]),
      ("s: |\n  a\n   ---\n  b\n", [#"{"s":"a\n ---\nb\n"}"#]),
      ("a: 1\r\nb: 2\r\n---\r\nc: 3\r\n", [#"{"a":1,"b":2}"#, #"{"c":3}"#]),
      ("\u{FEFF}a: 1\n", [#"{"a":1}"#]), ("\u{FEFF}{\"a\": 1}", [#"{"a":1}"#]), ("a:\t1\n", [#"{"a":1}"#]),
    ] as [(String, [String])])
  func documents(text: String, expected: [String]) {
    #expect(errors(text) == [])
    #expect(json(text) == expected)
  }

  @Test("every key and value knows its place")
  func places() throws {
    let text = "# c\n---\nkind: Pod\nspec:\n  containers:\n  - name: ä\n    args: [x, \"y\"]\n"
    let document = try #require(read(text).nodes.first)
    func place(_ path: FieldPath) -> String {
      let position = document.position(of: path)
      return "\(position.line):\(position.column)"
    }
    let container = FieldPath("spec", "containers").index(0)
    #expect(place(FieldPath()) == "3:1")
    #expect(place(FieldPath("spec")) == "4:1")
    #expect(place(container) == "6:5")
    #expect(place(container.field("args")) == "7:5")
    #expect(place(container.field("args").index(1)) == "7:15")
    #expect(place(container.field("image")) == "6:5")
  }

  @Test("JSON knows places too, in characters")
  func placesInJSON() throws {
    let document = try #require(read("{\"ä\": 1, \"b\": [1,\r\n  {\"ü\\u00e4\": \"ö\", \"c\": 2}]}").nodes.first)
    #expect(document.position(of: FieldPath("b")) == SourcePosition(line: 1, column: 10))
    #expect(document.position(of: FieldPath("b").index(1).field("c")) == SourcePosition(line: 2, column: 20))
  }

  @Test(
    "a syntax error is told in kubectl's words, with its place",
    arguments: [
      (
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n   labels: {}\n",
        ["f:5:10: yaml: line 5: mapping values are not allowed in this context"]
      ),
      ("a: [1, 2\n", ["f:2:1: yaml: line 2: did not find expected ',' or ']'"]),
      ("a: \"x\n", ["f:2:1: yaml: line 2: found unexpected end of stream"]),
      ("a:\n\tb: 1\n", ["f:2:1: yaml: line 2: found character that cannot start any token"]),
      ("a: *x\n", ["f:1:4: yaml: line 1: found undefined alias"]),
      ("a: @x\n", ["f:1:4: yaml: line 1: found character that cannot start any token"]),
      ("a: &x [*x]\n", ["f:1:8: yaml: line 1: found undefined alias"]),
      ("a: 1\n b: 2\n", ["f:2:3: yaml: line 2: mapping values are not allowed in this context"]),
      ("- a\nb: 1\n", ["f:2:1: yaml: line 2: did not find expected '-' indicator"]),
      ("a: \u{0}\n", ["f:1:4: yaml: control characters are not allowed"]),
      ("ä: x\u{7}\n", ["f:1:5: yaml: control characters are not allowed"]),
      (#"{"a": 1 "b": 2}"#, [#"f:1:9: invalid character '"' after object key:value pair"#]),
      (#"{"a": nope}x"#, ["f:1:8: invalid character 'o' in literal null (expecting 'u')"]),
      (#"{"a": 1"#, ["f:1:8: unexpected end of JSON input"]),
      (#"[1, 2"#, ["f:2:1: yaml: line 2: did not find expected ',' or ']'"]),
    ])
  func syntaxError(text: String, expected: [String]) {
    #expect(errors(text) == expected)
  }

  @Test("each broken document is told, and the others are read")
  func severalBroken() {
    let text = "a: [\n---\nb: 1\n---\nc: 1\n d: 2\n---\ne: 1\n"
    #expect(errors(text).map { $0.prefix(6) } == ["f:2:1:", "f:6:3:"])
    #expect(json(text) == [#"{"b":1}"#, #"{"e":1}"#])
  }

  @Test("all duplicate keys are told, at the key, and the last one counts")
  func duplicates() {
    let text = """
      a: 1
      b: {x: 1, z: 2, x: 3, "z": 4, x: 5}
      a: 2
      1: x
      "1": w
      c:
      - d: 1
        d: 2
        d: 3
      """
    #expect(
      errors(text) == [
        #"f:2:17: key "x" already set in map"#, #"f:2:23: key "z" already set in map"#,
        #"f:2:31: key "x" already set in map"#, #"f:3:1: key "a" already set in map"#,
        #"f:5:1: key "1" already set in map"#, #"f:8:3: key "d" already set in map"#,
        #"f:9:3: key "d" already set in map"#,
      ])
    #expect(json(text) == [#"{"a":2,"b":{"x":5,"z":4},"1":"w","c":[{"d":3}]}"#])
  }

  @Test("duplicate keys of JSON are told too")
  func duplicatesInJSON() {
    #expect(
      errors("{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2},\n\"a\": 3}") == [
        #"f:1:24: key "c" already set in map"#, #"f:2:1: key "a" already set in map"#,
      ])
  }

  @Test(
    "merge keys",
    arguments: [
      ("b: &b {x: 1, z: 2}\na: {<<: *b, z: 3}\n", #"{"x":1,"z":3}"#),
      ("b: &b {x: 1, z: 2}\na: {z: 3, <<: *b}\n", #"{"z":2,"x":1}"#),
      ("b: [&b {x: 1}, &c {x: 2, z: 3}]\na: {<<: [*b, *c], w: 4}\n", #"{"x":1,"z":3,"w":4}"#),
      ("b: 1\na: {\"<<\": 1}\n", #"{"<<":1}"#),
      ("b: [&b {x: 1}, &c {z: 3}]\na: {<<: *b, <<: *c}\n", #"{"x":1,"z":3}"#),
    ])
  func merge(text: String, expected: String) throws {
    #expect(errors(text) == [])
    #expect(try #require(read(text).nodes.first).value["a"].json == expected)
  }

  @Test("only maps can be merged")
  func mergeOfSomethingElse() {
    #expect(
      errors("a: {<<: 1}\nb: {<<: [{x: 1}, 2]}\n") == [
        "f:1:5: yaml: map merge requires map or sequence of maps as the value",
        "f:2:5: yaml: map merge requires map or sequence of maps as the value",
      ])
  }

  @Test("merged members and aliases stand where they are written")
  func placesOfAliases() throws {
    let text = "a: &a\n  x: 1\n  w: {z: 2}\nb: *a\nc: [*a]\nd:\n  <<: *a\n  x: 3\ne: {<<: [*a]}\n"
    let document = try #require(read(text).nodes.first)
    func place(_ path: FieldPath) -> String {
      let position = document.position(of: path)
      return "\(position.line):\(position.column)"
    }
    #expect(place(FieldPath("b")) == "4:1")
    #expect(place(FieldPath("b", "w", "z")) == "3:7")
    #expect(place(FieldPath("c").index(0)) == "1:4")
    #expect(place(FieldPath("c").index(0).field("x")) == "2:3")
    #expect(place(FieldPath("d", "x")) == "8:3")
    #expect(place(FieldPath("d", "w", "z")) == "3:7")
    #expect(place(FieldPath("e", "w")) == "3:3")
  }

  @Test("anchors are of one document")
  func anchorsOfAnotherDocument() {
    #expect(errors("a: &a 1\n...\n---\nb: *a\n") == ["f:4:4: yaml: line 4: found undefined alias"])
    #expect(json("a: &a 1\nb: *a\n...\n%YAML 1.1\n---\nc: 1\n") == [#"{"a":1,"b":1}"#, #"{"c":1}"#])
  }

  @Test("keys that look alike but differ are apart")
  func similarKeys() {
    let long = String(repeating: "x", count: 200)
    #expect(errors("\(long)a: 1\n\(long)b: 2\n\"1\": 1\n1.5: 2\nTrue: 3\n'True': 4\n") == [])
    // Composed or not, a letter with an accent is the same to Swift.
    #expect(errors("é: 1\ne\u{301}: 2\n").count == 1)
    #expect(errors("{\"K\": 1, \"\u{212A}\": 2}").count == 1)
  }

  @Test("numbers and strings of JSON are kept to the letter")
  func literals() throws {
    let text = #"{"a":[1,-0.50,1e3,12345678901234567890,"\ud83d\ude00\ud83d\u00e4\"\\\/\b\f\n\r\t",true,null,{},[]]}"#
    let value = try JSONValue(json: text)
    #expect(
      value["a"].items == [
        1, .number("-0.50"), .number("1e3"), .number("12345678901234567890"),
        "\u{1F600}\u{FFFD}ä\"\\/\u{8}\u{C}\n\r\t", true, nil, [:], [],
      ])
    #expect(read(text).nodes.map(\.value) == [value])
    #expect(try JSONValue(json: value.json) == value)
  }

  @Test(
    "what is no JSON is refused with its place",
    arguments: [
      ("", "1:1: unexpected end of JSON input"), ("{} {}", "1:1: there is more than one JSON value"),
      ("{a}", "1:2: invalid character 'a' looking for beginning of object key string"),
      ("[1 2]", "1:4: invalid character '2' after array element"),
      ("\n[01]", "2:3: invalid character '1' after array element"),
      ("tru", "1:4: unexpected end of JSON input"),
      ("trUe", "1:3: invalid character 'U' in literal true (expecting 'u')"),
      ("-", "1:2: unexpected end of JSON input"),
      ("1.x", "1:3: invalid character 'x' after decimal point in numeric literal"),
      ("1e+", "1:4: unexpected end of JSON input"), (#"{"a" 1}"#, "1:6: invalid character '1' after object key"),
      ("\"a\nb\"", "1:3: invalid character '\\n' in string literal"),
      (#""\x""#, "1:3: invalid character 'x' in string escape code"),
      (#""\u12g4""#, "1:6: invalid character 'g' in \\u hexadecimal character escape"),
      ("'", "1:1: invalid character '\\'' looking for beginning of value"),
      (#"{"a":1,"a":2}"#, #"1:8: key "a" already set in map"#),
    ])
  func noJSON(text: String, expected: String) {
    let error = #expect(throws: SourceErrors.self) { try JSONValue(json: text) }
    #expect(error?.description == "-:" + expected)
  }
}

import KubernetesAPI
import Testing

@Suite("Scalars of YAML mean what Kubernetes takes them for")
struct YAMLScalarTests {
  @Test(
    "a plain scalar",
    arguments: [
      ("yes", "true"), ("Yes", "true"), ("y", "true"), ("on", "true"), ("ON", "true"), ("true", "true"),
      ("no", "false"), ("n", "false"), ("Off", "false"), ("FALSE", "false"), ("yEs", #""yEs""#),
      ("null", "null"), ("~", "null"), ("", "null"), ("Null", "null"), ("nil", #""nil""#),
      ("1", "1"), ("-1", "-1"), ("+1", "1"), ("0", "0"), ("012", "10"), ("08", "8"), ("0o12", "10"), ("0x1F", "31"),
      ("-0x1f", "-31"), ("0b101", "5"), ("-0b101", "-5"), ("1_000", "1000"), ("0x", #""0x""#), ("0b2", #""0b2""#),
      ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775808"),
      ("18446744073709551616", "18446744073709552000"), ("-9223372036854775809", "-9223372036854776000"),
      ("0.5", "0.5"), (".5", "0.5"), ("1.", "1"), ("1.0", "1"), ("-1.50", "-1.5"), ("+.5", "0.5"),
      ("129e6", "129000000"),
      ("1e3", "1000"), ("1E-3", "0.001"), ("1e-7", "1e-7"), ("1.5e-9", "1.5e-9"), ("1e21", "1e+21"),
      ("1.25e22", "1.25e+22"), ("1e20", "100000000000000000000"), ("1e400", #""1e400""#), ("123456.789e3", "123456789"),
      ("1_0.5", "10.5"), ("-0.0", "0"), ("12:30:45", #""12:30:45""#), ("2024-01-01", #""2024-01-01""#),
      ("2001-12-14t21:59:43.10-05:00", #""2001-12-14t21:59:43.10-05:00""#), ("1.2.3", #""1.2.3""#), ("1e", #""1e""#),
      ("100m", #""100m""#), ("1Gi", #""1Gi""#), ("+-1", #""+-1""#), ("0x-1", #""0x-1""#), ("_1", #""_1""#),
      ("10.244.0.0/16", #""10.244.0.0/16""#), (".", #"".""#), ("=", #""=""#), ("v1", #""v1""#),
      (#""yes""#, #""yes""#), ("'1'", #""1""#), (#""""#, #""""#), ("!!str 1", #""1""#), ("!!int '7'", "7"),
      ("!!float 1", "1"), ("!!binary aGk=", #""hi""#), ("!custom 1", #""1""#), ("! 1", #""1""#),
    ])
  func plain(text: String, json: String) throws {
    let nodes = try DocumentReader().read("v: \(text)\n").get()
    #expect(nodes.map(\.value.json) == [#"{"v":\#(json)}"#])
  }

  @Test(
    "a scalar that is impossible",
    arguments: [
      ("!!int x", "cannot decode !!str `x` as a !!int"), ("!!bool 1", "cannot decode !!int `1` as a !!bool"),
      (".nan", "json: unsupported value: NaN"), ("-.inf", "json: unsupported value: -Inf"),
      ("!!binary '?'", "!!binary value contains invalid base64 data"),
    ])
  func impossible(text: String, message: String) {
    let errors = DocumentReader().read("a: 1\nv: \(text)\n").errors
    #expect(errors.map(\.description) == ["-:2:4: \(message)"])
  }

  @Test(
    "a key that is no string becomes its text",
    arguments: [
      ("1", "1"), ("0x10", "16"), ("yes", "true"), ("y", "true"), ("'y'", "y"), ("1.50", "1.5"), ("a b", "a b"),
    ])
  func key(text: String, key: String) throws {
    let nodes = try DocumentReader().read("\(text): v\n").get()
    #expect(nodes.map(\.value.json) == [#"{"\#(key)":"v"}"#])
  }

  @Test("a key that cannot be one", arguments: ["[a]", "{a: b}", "~", "null"])
  func noKey(text: String) {
    let result = DocumentReader().read("a: 1\n? \(text)\n: v\nb: 2\n")
    #expect(result.errors.map(\.position) == [SourcePosition(line: 2, column: 3)])
    #expect(result.errors.allSatisfy { $0.message.hasPrefix("yaml: invalid map key: ") })
    #expect(result.nodes.map(\.value.json) == [#"{"a":1,"b":2}"#])
  }

  @Test(
    "a template that was not filled in",
    arguments: [
      ("name: {{ .Values.name }}\n", #"{".Values.name":interface {}(nil)}"#), ("name: {[a, 1]: b}\n", #"{"a", 1}"#),
    ])
  func template(text: String, key: String) throws {
    let error = try #require(DocumentReader().read(text).errors.first)
    #expect(error.position == SourcePosition(line: 1, column: 8))
    #expect(error.message.hasPrefix("yaml: invalid map key: ") && error.message.hasSuffix(key))
  }

  @Test("a value that a key is an alias of keeps its type")
  func aliasAsKey() throws {
    let nodes = try DocumentReader().read("a: &x 1\nb: {*x : 2}\n").get()
    #expect(nodes.map(\.value.json) == [#"{"a":1,"b":{"1":2}}"#])
  }
}

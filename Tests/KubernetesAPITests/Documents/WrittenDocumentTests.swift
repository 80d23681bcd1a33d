import KubernetesAPI
import SeededRandom
import Testing

@Suite("What is written is read, in whatever style")
struct WrittenDocumentTests {
  private static func newSeed() -> UInt64 {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    return seed
  }

  @Test("the values, and where they stand", arguments: WrittenDocument.Style.allCases)
  func everyStyle(style: WrittenDocument.Style) throws {
    var generator = SplitMix64(seed: Self.newSeed())
    for _ in 0..<3000 {
      let document = WrittenDocument(style: style, seed: generator.next())
      let result = DocumentReader().read(document.text)
      #expect(result.errors.map(\.description) == [], "\(document.text)")
      #expect(result.nodes.map(\.value) == (document.value.isNull ? [] : [document.value]), "\(document.text)")
      guard let node = result.nodes.first else { continue }
      for place in document.places {
        #expect(node.position(of: place.path) == place.position, "\(place.path) in\n\(document.text)")
      }
    }
  }

  @Test("JSON is the same value by either way")
  func json() throws {
    var generator = SplitMix64(seed: Self.newSeed())
    for _ in 0..<3000 {
      let document = WrittenDocument(style: .json, seed: generator.next())
      #expect(try JSONValue(json: document.text) == document.value, "\(document.text)")
      #expect(try JSONValue(json: document.value.json) == document.value, "\(document.text)")
    }
  }

  @Test("a long text, which is read in parts, is what its documents are one by one")
  func longText() {
    var generator = SplitMix64(seed: Self.newSeed())
    for mistakes in [0, 1, 5] {
      var text = ""
      var values: [JSONValue] = []
      var positions: [SourcePosition] = []
      var errors: [String] = []
      var line = 1
      func add(_ document: String) {
        text += document + "---\n"
        line += document.unicodeScalars.count { $0 == "\n" } + 1
      }
      let count = 2000
      let broken = Set((0..<mistakes).map { _ in Int.random(in: 0..<count, using: &generator) })
      for index in 0..<count {
        let style = WrittenDocument.Style.allCases.randomElement(using: &generator) ?? .block
        let document = WrittenDocument(style: style, seed: generator.next())
        if broken.contains(index) {
          errors.append("-:\(line + 1):1: key \"a\" already set in map")
          values.append(["a": 2])
          positions.append(SourcePosition(line: line, column: 1))
          add("a: 1\na: 2\n")
        }
        if !document.value.isNull {
          values.append(document.value)
          let own = DocumentReader().read(document.text).nodes[0].position
          positions.append(SourcePosition(line: own.line + line - 1, column: own.column))
        }
        add(document.text)
      }
      let result = DocumentReader().read(text)
      #expect(result.errors.map(\.description) == errors)
      #expect(result.nodes.map(\.value) == values)
      #expect(result.nodes.map(\.position) == positions)
    }
  }

  @Test("a long text of manifests, one of them wrong")
  func longManifests() {
    for wrong in [nil, 0, 1999, 3999] {
      let text = (0..<4000).map { index in
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-\(index)\nspec:\n  containers:\n  - name: c\n"
          + "    image: nginx\n    \(index == wrong ? "images" : "imagePullPolicy"): Always\n"
      }.joined(separator: "---\n")
      let result = ManifestReader().read(text)
      #expect(result.objects.map(\.object.name) == (0..<4000).map { "pod-\($0)" })
      #expect(
        result.errors.map(\.description)
          == (wrong.map {
            [
              "-:\($0 * 10 + 9):5: Pod \"pod-\($0)\": spec.containers[0].images: "
                + "unknown field \"spec.containers[0].images\""
            ]
          } ?? []))
    }
  }

  @Test("aliases count over all of a long text")
  func budget() {
    let bomb =
      "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"
    let text = Array(repeating: bomb, count: 3000).joined(separator: "---\n")
    #expect(DocumentReader().read(text).errors.isEmpty)
    let reader = DocumentReader(limits: DocumentLimits(aliasExpansion: 4))
    #expect(reader.read(text).errors.allSatisfy { $0.message.contains("excessive aliasing: more than 4 times") })
    #expect(!reader.read(text).errors.isEmpty)
  }

  @Test("broken texts crash nothing, and every mistake has a place")
  func broken() {
    var generator = SplitMix64(seed: Self.newSeed())
    for _ in 0..<6000 {
      let style = WrittenDocument.Style.allCases.randomElement(using: &generator) ?? .block
      var bytes = Array(WrittenDocument(style: style, seed: generator.next()).text.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch generator.next() % 4 {
        case 0: bytes.remove(at: index)
        case 1: bytes.removeSubrange(index...)
        case 2: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        default: bytes.insert(contentsOf: bytes[Int.random(in: 0...index, using: &generator)...index], at: index)
        }
      }
      let result = DocumentReader().read(bytes)
      #expect(result.errors.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 && $0.message.count <= 300 })
      for node in result.nodes { _ = (node.duplicates, node.position(of: FieldPath("spec", "a"))) }
      _ = try? JSONValue(json: bytes)
      _ = ManifestReader().read(bytes)
    }
  }
}

import Testing

@Suite("ImageLocality")
struct ImageLocalityTests {
  @Test(
    "Nodes that have the image score by its size, spread over the Nodes that have it",
    arguments: [
      ("nginx:1.27", Int64(24)), ("nginx", Int64(0)), ("other:1", Int64(0)),
    ])
  func size(image: String, expected: Int64) throws {
    // Half of the size counts, as half of the Nodes have it: 258 MiB of the range from 23 MiB to 1000 MiB.
    let nodes = [
      try node("has", images: "[{names: ['nginx:1.27'], sizeBytes: 541065216}]"), try node("lacks"),
    ]
    let attempt = try Situation(nodes: nodes).attempt(pod("p", spec: "{containers: [{name: c, image: '\(image)'}]}"))
    #expect(attempt.raw("ImageLocality") == ["has": expected, "lacks": 0])
  }

  @Test("an image without a tag is its latest one")
  func latest() throws {
    let nodes = [
      try node("has", images: "[{names: ['nginx:latest'], sizeBytes: 4000000000}]"), try node("lacks"),
    ]
    let attempt = try Situation(nodes: nodes).attempt(pod("p", spec: "{containers: [{name: c, image: nginx}]}"))
    #expect(attempt.raw("ImageLocality") == ["has": 100, "lacks": 0])
  }
}

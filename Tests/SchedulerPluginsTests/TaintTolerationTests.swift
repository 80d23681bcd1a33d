import Testing

@Suite("TaintToleration")
struct TaintTolerationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var taint: String
    var toleration: String
    var fits: Bool

    init(_ description: String, taint: String, toleration: String = "", fits: Bool) {
      testDescription = description
      self.taint = taint
      self.toleration = toleration
      self.fits = fits
    }
  }

  @Test(
    "filter",
    arguments: [
      Case("NoSchedule keeps Pods out", taint: "{key: a, value: x, effect: NoSchedule}", fits: false),
      Case("NoExecute keeps Pods out", taint: "{key: a, effect: NoExecute}", fits: false),
      Case("PreferNoSchedule does not", taint: "{key: a, effect: PreferNoSchedule}", fits: true),
      Case(
        "a toleration for the key and value opens the Node", taint: "{key: a, value: x, effect: NoSchedule}",
        toleration: "{key: a, value: x}", fits: true),
      Case(
        "a toleration for another value does not", taint: "{key: a, value: x, effect: NoSchedule}",
        toleration: "{key: a, value: y}", fits: false),
      Case(
        "a toleration for another effect does not", taint: "{key: a, effect: NoExecute}",
        toleration: "{key: a, operator: Exists, effect: NoSchedule}", fits: false),
      Case(
        "Exists without a key tolerates everything", taint: "{key: a, effect: NoExecute}",
        toleration: "{operator: Exists}", fits: true),
    ])
  func filter(_ testCase: Case) throws {
    let cluster = Situation(nodes: [try node("n", spec: "{taints: [\(testCase.taint)]}")])
    let attempt = try cluster.attempt(pod("p", spec: "{tolerations: [\(testCase.toleration)]}"))
    let expected = testCase.fits ? [:] : ["n": ["node(s) had untolerated taint(s)"]]
    #expect(attempt.rejections(by: "TaintToleration") == expected)
  }

  @Test("Nodes with fewer untolerated PreferNoSchedule taints score higher")
  func scores() throws {
    let cluster = Situation(nodes: [
      try node("clean"),
      try node("one", spec: "{taints: [{key: a, effect: PreferNoSchedule}]}"),
      try node("two", spec: "{taints: [{key: a, effect: PreferNoSchedule}, {key: b, effect: PreferNoSchedule}]}"),
      try node("tolerated", spec: "{taints: [{key: t, effect: PreferNoSchedule}]}"),
    ])
    let attempt = try cluster.attempt(pod("p", spec: "{tolerations: [{key: t, operator: Exists}]}"))
    #expect(attempt.raw("TaintToleration") == ["clean": 0, "one": 1, "two": 2, "tolerated": 0])
    #expect(attempt.normalized("TaintToleration") == ["clean": 100, "one": 50, "two": 0, "tolerated": 100])
  }
}

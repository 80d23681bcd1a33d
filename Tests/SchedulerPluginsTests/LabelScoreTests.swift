import Foundation
import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

@Suite struct LabelScoreTests {
  private static func attempt(arguments: String = "{}") throws -> Attempt {
    let configuration = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
      - plugins: {multiPoint: {enabled: [{name: LabelScore, weight: 5}]}}
        pluginConfig: [{name: LabelScore, args: \(arguments)}]
      """
    var situation = Situation(
      nodes: [
        try node("none"), try node("low", ["example.com/rank": "10"]), try node("high", ["example.com/rank": "40"]),
        try node("text", ["example.com/rank": "many"]),
      ], configuration: configuration)
    situation.plugins = .all
    return try situation.attempt(pod("p"))
  }

  @Test func `Nodes get points in proportion to the number in their label`() throws {
    let attempt = try Self.attempt()
    #expect(attempt.raw("LabelScore") == ["none": 0, "low": 10, "high": 40, "text": 0])
    #expect(attempt.normalized("LabelScore") == ["none": 0, "low": 25, "high": 100, "text": 0])
    #expect(attempt.placedOn == "high")
  }

  @Test func `Nodes below the minimum are rejected`() throws {
    let attempt = try Self.attempt(arguments: "{minimum: 11}")
    let reason = ["node(s) had a label example.com/rank below 11"]
    #expect(attempt.rejections(by: "LabelScore") == ["none": reason, "low": reason, "text": reason])
    #expect(attempt.placedOn == "high")
  }

  @Test func `another label may have the number`() throws {
    let attempt = try Self.attempt(arguments: "{label: kubernetes.io/hostname}")
    #expect(attempt.raw("LabelScore").values.allSatisfy { $0 == 0 })
  }

  @Test(arguments: ["{minimum: -1}", "{minimum: high}", "{label: \"\"}", "{labels: [a]}"])
  func `wrong arguments are errors`(arguments: String) {
    #expect(throws: ConfigurationError.self) { try Self.attempt(arguments: arguments) }
  }
}

/// The tutorial shows the code as it is.
@Suite struct WriteAPluginTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The fenced blocks of a language.
  private static func blocks(_ language: String) throws -> [String] {
    try text("docs/write-a-plugin.md").components(separatedBy: "```\(language)\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
  }

  @Test func `every piece of Swift in the tutorial is in the code`() throws {
    let sources = try [
      "Sources/SchedulerPlugins/Example/LabelScore.swift", "Sources/SchedulerPlugins/OutOfTreePlugins.swift",
      "Tests/SchedulerPluginsTests/LabelScoreTests.swift",
    ].map(Self.text)
    let blocks = try Self.blocks("swift")
    #expect(blocks.count >= 5)
    for block in blocks {
      // A block may leave lines out with an ellipsis of its own line.
      let pieces = block.components(separatedBy: "…\n").map { $0.trimmingCharacters(in: .newlines) }
      for piece in pieces where !piece.isEmpty { #expect(sources.contains { $0.contains(piece) }, "\(piece)") }
    }
  }

  @Test func `the configuration in the tutorial enables the plugin`() throws {
    let block = try #require(try Self.blocks("yaml").first)
    let scheduler = try Scheduler(configuration: SchedulerConfiguration(yaml(block)), plugins: .all)
    let profile = try #require(scheduler.profiles.first)
    #expect(profile.pluginNames(at: .filter).contains("LabelScore"))
    #expect(profile.weights.contains { $0.plugin == "LabelScore" && $0.weight == 5 })
  }

  @Test func `the plugin has no more than sixty lines`() throws {
    let source = try Self.text("Sources/SchedulerPlugins/Example/LabelScore.swift")
    #expect(source.split(separator: "\n", omittingEmptySubsequences: false).count <= 61)
  }
}

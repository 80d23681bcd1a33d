import Foundation
import KubernetesAPI
import SchedulerFramework
import Testing

/// Configurations with what kube-scheduler v1.34.9 made of them.
@Suite("Configurations that kube-scheduler was given")
struct ConfigurationFixtureTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var number: Int
    var value: JSONValue

    var testDescription: String { "line \(number)" }
  }

  static let lines: [Line] = {
    guard let url = Bundle.module.url(forResource: "configurations", withExtension: "jsonl", subdirectory: "Fixtures"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").enumerated().map {
      Line(number: $0.offset + 1, value: yaml(String($0.element)))
    }
  }()

  @Test("The fixture is there")
  func fixture() {
    #expect(Self.lines.count == 188)
    #expect(Self.lines.count { !$0.value["configError"].isNull } == 11)
  }

  @Test("The message of a refusal is kube-scheduler's", arguments: lines)
  func refusals(_ line: Line) {
    #expect(rejection(of: line.value["config"]) == line.value["configError"].string)
  }

  @Test("The plugins that run are kube-scheduler's, in its order and with its weights", arguments: lines)
  func profiles(_ line: Line) throws {
    guard line.value["configError"].isNull else { return }
    let profiles = try SchedulerConfiguration(line.value["config"]).resolvedProfiles(knowing: inTreePlugins)
    for (name, expected) in line.value["profiles"].members {
      let profile = try #require(profiles.first { $0.schedulerName == name })
      if !expected["filters"].isNull {
        let skipped = expected["filters"]["skipped"].strings
        #expect(profile.names(at: .filter).filter { !skipped.contains($0) } == expected["filters"]["ran"].strings)
        #expect(profile.names(at: .preFilter).sorted() == expected["preFilter"].strings)
      }
      if !expected["preScore"].isNull {
        #expect(profile.names(at: .preScore).sorted() == expected["preScore"].strings)
      }
      if !expected["postFilter"].isNull {
        #expect(profile.names(at: .postFilter).sorted() == expected["postFilter"].strings)
      }
      for (plugin, weight) in expected["weights"].members {
        #expect(profile.weight(of: plugin).map(Int64.init) == weight.integer, "\(plugin)")
      }
    }
  }
}

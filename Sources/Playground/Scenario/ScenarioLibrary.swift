import Foundation
import KubernetesAPI

/// The scenarios that ship with Berth, read once from a folder of `*.yaml`.
public struct ScenarioLibrary: Sendable {
  public struct Entry: Sendable {
    /// The file's name without its extension.
    public var id: String
    public var text: String
    public var scenario: Scenario
  }

  /// In the order of their file names.
  public private(set) var entries: [Entry] = []

  /// No scenarios.
  public init() {}

  /// - Throws: ``SourceErrors`` of every file that has mistakes, and Foundation's error when the folder cannot be read.
  public init(directory: String) throws {
    var errors: [SourceError] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() where name.hasSuffix(".yaml") {
      let path = "\(directory)/\(name)"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      do throws(SourceErrors) {
        let scenario = try ScenarioReader(file: path).read(text)
        entries.append(Entry(id: String(name.dropLast(".yaml".count)), text: text, scenario: scenario))
      } catch {
        errors += error.errors
      }
    }
    if !errors.isEmpty { throw SourceErrors(errors) }
  }

  public func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }
}

import ArgumentParser
import ClusterSimulator
import Foundation
import KubernetesAPI

struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "Decide golden cases: cases in, decisions out, one JSON object a line.")

  @Argument(help: "Files of cases; standard input without any.", completion: .file())
  var files: [String] = []

  func run() throws {
    if files.isEmpty {
      try decide(FileHandle.standardInput.readDataToEndOfFile(), from: "standard input")
    }
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw InputError("cannot read \(file)")
      }
      try decide(data, from: file)
    }
  }

  private func decide(_ data: Data, from name: String) throws {
    for (index, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
      let documents: [SourceNode]
      do {
        documents = try DocumentReader(file: name).read(Array(line)).get()
      } catch {
        throw InputError("case \(index + 1): \(error)")
      }
      for document in documents {
        print(ConformanceCase(document.value).decide())
      }
    }
  }
}

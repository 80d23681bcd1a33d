import ArgumentParser
import CMimalloc
import Foundation
import Playground

@main
struct Berth: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "berth",
    abstract: "See how a Kubernetes scheduler decides.",
    version: "berth \(Engine.version), deciding as kube-scheduler \(Engine.kubernetesVersion)",
    subcommands: [
      ServeCommand.self, RunCommand.self, ExplainCommand.self, BenchCommand.self, CompareCommand.self,
      CasesCommand.self,
    ])

  /// Exit status 0 done, 1 the answer is no, 2 bad input or usage.
  static func main() async {
    // Being linked is all that it takes: from then on it is what allocates. Who is called is not left out by the linker.
    _ = mi_version()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as InputError {
      FileHandle.standardError.write(Data("berth: \(error.description)\n".utf8))
      Foundation.exit(2)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code.isSuccess {
        if !message.isEmpty { print(message) }
      } else if !message.isEmpty {
        FileHandle.standardError.write(Data((message + "\n").utf8))
      }
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}

import ArgumentParser

@main
struct Berth: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See how a Kubernetes scheduler decides.",
    version: "0.1.0",
    subcommands: [CasesCommand.self])
}

import ArgumentParser

@main
struct Berth: ParsableCommand {
  func run() throws {}
}

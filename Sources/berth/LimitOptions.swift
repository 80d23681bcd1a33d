import ArgumentParser
import PlaygroundServer

/// The limits of a server as flags. A refusal says which limit it was.
struct LimitOptions: ParsableArguments {
  @Option(help: "MiB of a request's body.")
  var maxBody = 8

  @Option(help: "Simulations at once.")
  var maxSimulations = 4

  @Option(help: "Simulations that may wait for their turn.")
  var maxQueued = 32

  @Option(help: "Seconds that one simulation may take.")
  var maxSeconds = 30

  @Option(help: "Nesting of a document.")
  var maxDepth = 64

  var limits: Limits {
    var limits = Limits()
    limits.body = maxBody << 20
    limits.simulations = maxSimulations
    limits.queuedSimulations = maxQueued
    limits.simulationTime = .seconds(maxSeconds)
    limits.documents.depth = maxDepth
    return limits
  }

  func validate() throws {
    let given = [
      ("--max-body", maxBody), ("--max-simulations", maxSimulations), ("--max-seconds", maxSeconds),
      ("--max-depth", maxDepth),
    ]
    for (flag, value) in given where !(1...1_000_000).contains(value) {
      throw ValidationError("\(flag) must be from 1 to 1000000")
    }
    guard (0...1_000_000).contains(maxQueued) else { throw ValidationError("--max-queued must be from 0 to 1000000") }
  }
}

import ArgumentParser
import KubernetesAPI
import Playground
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

  @Option(help: "Connections at once.")
  var maxConnections = 1_000

  @Option(help: "Nesting of a document.")
  var maxDepth = 64

  @Option(help: "How many times its text a document may grow to by its aliases.")
  var maxAliasExpansion = 10

  @Option(help: "Nodes of a scenario.")
  var maxNodes = 20_000

  @Option(help: "Objects of a scenario.")
  var maxObjects = 200_000

  @Option(help: "Steps of a scenario.")
  var maxSteps = 50_000

  @Option(help: "Scheduling attempts of a run.")
  var maxAttempts = 1_000_000

  @Option(help: "Saves of one client.")
  var maxSaves = 1_000

  @Option(help: "MiB that one client may save.")
  var maxClientStorage = 100

  @Option(help: "GiB that all clients may save.")
  var maxStorage = 10

  var limits: Limits {
    var limits = Limits()
    limits.body = maxBody << 20
    limits.connections = maxConnections
    limits.simulations = maxSimulations
    limits.queuedSimulations = maxQueued
    limits.simulationTime = .seconds(maxSeconds)
    limits.scenario.documents = DocumentLimits(depth: maxDepth, aliasExpansion: maxAliasExpansion)
    limits.scenario.nodes = maxNodes
    limits.scenario.objects = maxObjects
    limits.scenario.steps = maxSteps
    limits.simulation.objects = maxObjects
    limits.simulation.attempts = maxAttempts
    limits.storage = StorageQuota(
      savesPerClient: maxSaves, bytesPerClient: maxClientStorage << 20, bytesInAll: maxStorage << 30)
    return limits
  }

  func validate() throws {
    let given = [
      ("--max-body", maxBody), ("--max-simulations", maxSimulations), ("--max-seconds", maxSeconds),
      ("--max-connections", maxConnections), ("--max-depth", maxDepth), ("--max-alias-expansion", maxAliasExpansion),
      ("--max-nodes", maxNodes), ("--max-objects", maxObjects), ("--max-steps", maxSteps),
      ("--max-attempts", maxAttempts), ("--max-saves", maxSaves), ("--max-client-storage", maxClientStorage),
      ("--max-storage", maxStorage),
    ]
    for (flag, value) in given where !(1...1_000_000_000).contains(value) {
      throw ValidationError("\(flag) must be from 1 to 1000000000")
    }
    guard (0...1_000_000).contains(maxQueued) else { throw ValidationError("--max-queued must be from 0 to 1000000") }
  }
}

import ClusterSimulator
import Playground

/// Reads, runs and answers small scenarios one after the other, as the server does for each that it is sent.
struct ScenarioBenchmark {
  let seconds: Double

  struct Result {
    var runs = 0
    var bound = 0
    var reading = Duration.zero
    var running = Duration.zero
    var answering = Duration.zero

    var runsPerSecond: Double {
      let total = (reading + running + answering) / .seconds(1)
      return total > 0 ? Double(runs) / total : 0
    }

    /// The share of one run, in microseconds.
    func mean(_ part: Duration) -> Double { runs > 0 ? part / .microseconds(runs) : 0 }
  }

  func run() throws -> Result {
    var result = Result()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    repeat {
      let text = SmallScenario(round: result.runs).text
      let start = clock.now
      let scenario = try ScenarioReader().read(text)
      let read = clock.now
      let run = try ScenarioRun(scenario)
      let ran = clock.now
      let answer = run.json(id: nil, limit: nil)
      result.answering += clock.now - ran
      result.running += ran - read
      result.reading += read - start
      result.bound += answer.bytes.isEmpty ? 0 : run.result.metrics.bound
      result.runs += 1
    } while clock.now < end
    return result
  }
}

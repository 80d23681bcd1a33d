import Dispatch
import Foundation

/// The signals that ask a process to end.
final class TerminationSignals: @unchecked Sendable {
  // Unchecked: the sources are made once and only kept alive.
  private let sources: [any DispatchSourceSignal]
  private let names: AsyncStream<String>

  init() {
    let (names, continuation) = AsyncStream.makeStream(of: String.self)
    self.names = names
    sources = [("SIGTERM", SIGTERM), ("SIGINT", SIGINT)].map { name, number in
      signal(number, SIG_IGN)  // else the process would end before the source is asked
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(name) }
      source.resume()
      return source
    }
  }

  /// Waits for one, and gives its name. A second one ends the process as if nobody had waited.
  func next() async -> String {
    var iterator = names.makeAsyncIterator()
    let name = await iterator.next() ?? "SIGTERM"
    for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    return name
  }
}

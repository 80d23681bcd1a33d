import KubernetesAPI
import SchedulerFramework
import Synchronization

/// What extenders answered in a run, in order. A replay is given the same answers, and nobody is called again: what it
/// finds is what happened, whatever an extender would say today.
final class ExtenderTape: Sendable {
  private typealias Entry = Result<ExtenderAnswer, ExtenderError>

  private let entries = Mutex<[Entry]>([])

  var isEmpty: Bool { entries.withLock { $0.isEmpty } }

  /// Calls the extenders, and records.
  func recorder(of client: any ExtenderClient) -> any ExtenderClient { Recorder(client: client, tape: self) }

  /// Answers from the beginning of the tape on.
  func player() -> any ExtenderClient { Player(entries: entries.withLock { $0 }) }

  private struct Recorder: ExtenderClient {
    let client: any ExtenderClient
    let tape: ExtenderTape

    func refusal(of urlPrefix: String) -> String? { client.refusal(of: urlPrefix) }

    func post(_ body: JSONValue, to url: String, timeout: Duration) throws(ExtenderError) -> ExtenderAnswer {
      let entry: Entry
      do throws(ExtenderError) {
        entry = .success(try client.post(body, to: url, timeout: timeout))
      } catch {
        entry = .failure(error)
      }
      tape.entries.withLock { $0.append(entry) }
      return try entry.get()
    }
  }

  private final class Player: ExtenderClient {
    private let entries: [Entry]
    private let position = Mutex(0)

    init(entries: [Entry]) { self.entries = entries }

    func refusal(of urlPrefix: String) -> String? { nil }

    func post(_ body: JSONValue, to url: String, timeout: Duration) throws(ExtenderError) -> ExtenderAnswer {
      let next = position.withLock { position in
        defer { position += 1 }
        return position
      }
      guard entries.indices.contains(next) else { throw ExtenderError("\(url) was not asked this in the run") }
      return try entries[next].get()
    }
  }
}

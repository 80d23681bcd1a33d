import Dispatch
import Foundation
import SchedulerFramework
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request and its answer.
final class WebhookExchange: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var body: [UInt8] = []
    var result: Result<ExtenderAnswer, ExtenderError>?
  }

  private let url: String
  private let answerLimit: Int
  private let state = Mutex(State())
  private let isDone = DispatchSemaphore(value: 0)

  init(url: String, answerLimit: Int) {
    self.url = url
    self.answerLimit = answerLimit
  }

  /// Waits for the answer on the calling thread.
  func run(_ request: URLRequest, timeout: Duration) throws(ExtenderError) -> ExtenderAnswer {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    session.dataTask(with: request).resume()
    let nanoseconds = min(timeout / .nanoseconds(1), 3_600_000_000_000)
    if isDone.wait(timeout: .now() + .nanoseconds(Int(nanoseconds))) == .timedOut {
      throw failure("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")
    }
    guard let result = state.withLock({ $0.result }) else { throw failure("no answer") }
    return try result.get()
  }

  /// As Go's HTTP client puts it.
  private func failure(_ reason: String) -> ExtenderError { ExtenderError("Post \"\(url)\": \(reason)") }

  private func end(_ result: Result<ExtenderAnswer, ExtenderError>) {
    let isFirst = state.withLock { state in
      defer { state.result = state.result ?? result }
      return state.result == nil
    }
    if isFirst { isDone.signal() }
  }

  // MARK: URLSessionDataDelegate

  /// A redirect is an answer like any other: its target was not allowed.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
    end(.success(ExtenderAnswer(status: response.statusCode, body: [])))
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      state.body += data
      return state.body.count > answerLimit
    }
    guard isTooLong else { return }
    dataTask.cancel()
    end(.failure(failure("the answer is longer than \(answerLimit) bytes")))
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if let error {
      let isRefused = (error as? URLError)?.code == .cannotConnectToHost
      end(.failure(failure(isRefused ? "connection refused" : error.localizedDescription)))
    } else if let response = task.response as? HTTPURLResponse {
      end(.success(ExtenderAnswer(status: response.statusCode, body: state.withLock { $0.body })))
    } else {
      end(.failure(failure("no answer")))
    }
  }
}

import HTTPTypes
import KubernetesAPI
import MicroHTTP
import Playground

extension Problem {
  /// Turns whatever a route has thrown into what its client is told.
  ///
  /// - Returns: nil for an error that is nobody's mistake but the server's own.
  init?(describing error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let errors as SourceErrors: self.init(errors)
    case let status as APIStatus: self.init(status)
    case let error as RunError: self.init(error)
    case let error as StoreError: self.init(error)
    case let busy as WorkerPool.Busy:
      self.init(
        .serviceUnavailable,
        "\(busy.workers) simulations at once and \(busy.queueLimit) that wait are the limit: try again",
        headers: [.retryAfter: "2"])
    case let exceeded as Deadline.Exceeded:
      let limit = exceeded.limit.formatted(.units(allowed: [.seconds], width: .wide))
      self.init(.unprocessableContent, "the simulation was stopped: \(limit) is the limit for one")
    case is CancellationError: self = .stopping
    default: return nil
    }
  }

  static let stopping = Problem(.serviceUnavailable, "the server is stopping", headers: [.retryAfter: "5"])

  static let internalError = Problem(
    .internalServerError, "the server failed to answer; what it was about is in its log")

  /// What the server refuses before any route is asked.
  init(_ refusal: Refusal) {
    switch refusal {
    case .malformedRequest(let reason): self.init(.badRequest, reason)
    case .bodyTooLarge(let limit): self.init(.contentTooLarge, "\(limit) bytes are the limit for a body")
    case .unknownTransferCoding(let coding):
      self.init(.notImplemented, "the transfer coding \"\(coding.prefix(64))\" is not known; chunked is")
    case .stopping: self = .stopping
    }
  }

  private init(_ errors: SourceErrors) {
    let count = errors.errors.count
    self.init(
      .unprocessableContent, "\(count) \(count == 1 ? "mistake" : "mistakes") in the scenario",
      causes: errors.errors.map { error in
        Cause(
          position: error.position, field: error.field.isEmpty ? nil : error.field, message: error.message,
          object: error.object)
      })
  }

  private init(_ status: APIStatus) {
    self.init(
      .unprocessableContent, status.message,
      causes: status.causes.map { Cause(field: $0.field, message: $0.message) })
  }

  private init(_ error: RunError) {
    switch error {
    case .scenario(let errors): self.init(errors)
    case .unknownConfiguration(let name, let known):
      let names = known.joined(separator: ", ")
      self.init(
        .unprocessableContent, "the scenario has no configuration \"\(name.prefix(253))\"; it has \(names)",
        causes: [Cause(field: "configuration", message: "Not found: \"\(name.prefix(253))\"")])
    case .configuration(let error):
      self.init(
        .unprocessableContent, error.message,
        causes: error.causes.map { Cause(field: "configuration.\($0.field)", message: $0.message) })
    }
  }

  private init?(_ error: StoreError) {
    switch error {
    case .notFound: self.init(.notFound, error.description)
    case .wrongToken: self.init(.forbidden, error.description)
    case .revisionConflict(let current):
      self.init(.preconditionFailed, error.description, headers: [.eTag: EntityTag(revision: current).text])
    case .quotaExceeded: self.init(.unprocessableContent, error.description)
    case .unavailable: self.init(.serviceUnavailable, error.description, headers: [.retryAfter: "5"])
    case .cannotOpen, .damaged: return nil
    }
  }
}

public import KubernetesAPI

/// A Pod in the scheduling queue, with what the queue remembers of its attempts.
public struct QueuedPod: Sendable {
  /// Where the Pod is.
  public enum Pool: Sendable, Hashable {
    /// Next to be tried, in the order of priority and time.
    case active
    /// Worth another try, once its back-off is over.
    case backoff
    /// As ``backoff``, after an attempt that ended in an error: never taken before its time.
    case errorBackoff
    /// Rejected; waits for a change that may help. Gated Pods are here too.
    case unschedulable
    /// Being tried.
    case inFlight
  }

  public internal(set) var pod: Pod
  public internal(set) var pool: Pool
  /// When it was created for the queue, or came back from its last attempt.
  public internal(set) var timestamp: VirtualTime
  /// Attempts so far, the one in flight included.
  public internal(set) var attempts = 0
  /// The plugins that rejected it the last time, those that gate it included.
  public internal(set) var unschedulablePlugins: Set<String> = []
  /// The plugins that said `Pending` the last time.
  public internal(set) var pendingPlugins: Set<String> = []
  /// The PreEnqueue plugin that holds it back; nil when it is not gated.
  public internal(set) var gatingPlugin: String?
  /// Why the last attempt failed; empty before the first.
  public internal(set) var message = ""

  /// Its place in the queue, where a plugin other than PrioritySort decides about it.
  var sortKey: QueueSortKey?
  /// Failed attempts that a plugin's rejection ended; they decide how long it backs off.
  var unschedulableCount = 0
  /// Attempts in a row that an error ended.
  var consecutiveErrors = 0
  /// Orders Pods of the same time: first come, first served.
  var ordinal: Int
  /// Marks the one valid entry of the Pod in the heaps; older ones are skipped.
  var ticket = 0

  init(_ pod: Pod, pool: Pool, at timestamp: VirtualTime, ordinal: Int) {
    self.pod = pod
    self.pool = pool
    self.timestamp = timestamp
    self.ordinal = ordinal
  }

  /// The Pod while it is tried once more: what was said about it the last time no longer counts.
  var begun: QueuedPod {
    var pod = self
    pod.pool = .inFlight
    pod.attempts += 1
    pod.unschedulablePlugins = []
    pod.pendingPlugins = []
    pod.gatingPlugin = nil
    return pod
  }

  public var name: NamespacedName { pod.namespacedName }
  public var isGated: Bool { gatingPlugin != nil }
  var rejectorPlugins: Set<String> { unschedulablePlugins.union(pendingPlugins) }
}

/// A Pod of the queue behind a reference: who keeps Pods moves and copies them more often than they change.
final class QueueEntry: Sendable {
  let pod: QueuedPod

  init(_ pod: consuming QueuedPod) { self.pod = pod }
}

/// How an attempt failed, as the queue needs to know it.
public struct AttemptFailure: Sendable, Hashable {
  public var unschedulablePlugins: Set<String>
  public var pendingPlugins: Set<String>
  public var message: String

  /// Without any plugin the attempt ended in an error, and the Pod backs off as after an error.
  public init(unschedulablePlugins: Set<String> = [], pendingPlugins: Set<String> = [], message: String = "") {
    self.unschedulablePlugins = unschedulablePlugins
    self.pendingPlugins = pendingPlugins
    self.message = message
  }
}

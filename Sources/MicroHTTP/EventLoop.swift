import Glibc
import Synchronization

/// What one of the server's threads has at hand, so that it answers without touching what the other threads touch: on two
/// cores a lock, or a count of references, that both change takes longer than all the rest of an answer.
///
/// Only its own thread uses it, but for ``active``.
final class EventLoop {
  /// The longest body that is kept at hand; with longer ones the sending is what takes time.
  private static let longestBody = 32 << 10
  /// A power of two, of which at most half is used.
  private static let slots = 512

  let server: ServerCore
  private let targets: PreparedTargets
  // Unchecked: nothing that is called while one of these is used comes back to it.
  @exclusivity(unchecked) private var version: UInt64
  @exclusivity(unchecked) private var entries = [LoopResource?](repeating: nil, count: EventLoop.slots)
  @exclusivity(unchecked) private var used = 0
  private var tallies: [String: AnswerTally] = [:]
  /// Requests that are being answered from here.
  let active: RequestCount

  private init(_ server: ServerCore) {
    self.server = server
    targets = server.prepared
    version = server.prepared.version
    active = RequestCount()
    server.activity.add(active)
  }

  // MARK: One for each thread

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { context in
      guard let context else { return }
      Unmanaged<EventLoop>.fromOpaque(context).release()
    }
    return key
  }()

  /// That of this thread, which serves this one server as long as it lives.
  static func current(for server: Unmanaged<ServerCore>) -> EventLoop {
    if let context = pthread_getspecific(key) { return Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue() }
    let loop = EventLoop(server.takeUnretainedValue())
    pthread_setspecific(key, Unmanaged.passRetained(loop).toOpaque())
    return loop
  }

  // MARK: Resources

  /// What is prepared for a target.
  ///
  /// - Parameter target: As the request line has it.
  func resource(for target: UnsafeBufferPointer<UInt8>) -> LoopResource? {
    // Asked for before anything is looked up: what changes meanwhile is found out the next time.
    let version = targets.version
    if version != self.version {
      self.version = version
      forgetAll()
    }
    var slot = Self.hash(target) & (Self.slots - 1)
    while let entry = entries[slot] {
      if entry.hasTarget(target) {
        entry.wish()
        return entry
      }
      slot = (slot + 1) & (Self.slots - 1)
    }
    guard let text = String(validating: target, as: UTF8.self), let resource = targets[text] else { return nil }
    let isKept = resource.length <= Self.longestBody
    let entry = LoopResource(resource, target: text, tally: tally(for: resource.label), isKept: isKept)
    if isKept {
      if used == Self.slots / 2 {
        forgetAll()
        slot = Self.hash(target) & (Self.slots - 1)
      }
      entries[slot] = entry
      used += 1
    }
    return entry
  }

  private func forgetAll() {
    entries = [LoopResource?](repeating: nil, count: Self.slots)
    used = 0
  }

  private func tally(for label: String) -> AnswerTally {
    if let known = tallies[label] { return known }
    let tally = targets.makeTally(for: label)
    tallies[label] = tally
    return tally
  }

  /// FNV-1a.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}

/// A prepared resource as one event loop has it.
final class LoopResource {
  private let resource: PreparedResource
  let negotiation: Negotiation
  let target: String
  let tally: AnswerTally
  private let bytes: [UInt8]
  private let isKept: Bool
  /// By variant, each made when it is first sent; of a resource that is not kept those are sent that all threads share.
  @exclusivity(unchecked) private var handles = [ResponseHandle?](
    repeating: nil, count: Negotiation.Variant.count)

  init(_ resource: PreparedResource, target: String, tally: AnswerTally, isKept: Bool) {
    self.resource = resource
    self.target = target
    self.tally = tally
    self.isKept = isKept
    negotiation = resource.negotiation.copied
    bytes = Array(target.utf8)
  }

  func hasTarget(_ target: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      guard bytes.count == target.count, let own = bytes.baseAddress, let other = target.baseAddress
      else { return false }
      return memcmp(own, other, bytes.count) == 0
    }
  }

  func wish() { resource.wish() }

  func response(_ variant: Negotiation.Variant) -> PreparedResponse { resource[variant] }

  func handle(of variant: Negotiation.Variant) -> ResponseHandle {
    if let handle = handles[variant.index] { return handle }
    let prepared = resource[variant]
    guard isKept, let handle = prepared.makeHandle() else { return prepared.handle }
    handles[variant.index] = handle
    return handle
  }
}

import Dispatch
import Synchronization

extension DocumentReader {
  /// Parts of a text are read at the same time if they have at least so many bytes.
  private static let smallestPart = 1 << 16
  /// More parts than most machines have cores, as one core may take longer than another.
  private static let mostParts = 16

  /// Reads a long text in several parts at the same time.
  ///
  /// - Parameters:
  ///   - bytes: Well-formed UTF-8.
  ///   - finish: what else is to be done with the documents of a part, at the same time as others are read.
  /// - Returns: what became of the parts, in their order; nil if the text has to be read as a whole: it is short, or
  ///   there is a mistake in it.
  func readInParts<Result: Sendable>(
    _ bytes: [UInt8], _ finish: @Sendable ([SourceNode]) -> Result
  ) -> [Result]? {
    guard bytes.count >= 2 * Self.smallestPart else { return nil }
    let parts = Self.parts(
      of: DocumentChunk.split(bytes), size: max(Self.smallestPart, bytes.count / Self.mostParts))
    guard parts.count > 1 else { return nil }
    let reading = Mutex(ReadingInParts<Result>(limits: limits, textSize: bytes.count, parts: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { index in
      if reading.withLock({ $0.isStopped }) { return }
      var builder = TreeBuilder(limits: limits, textSize: bytes.count)
      let budget = builder.budget
      read(parts[index], of: bytes, into: &builder)
      let (documents, spent) = (builder.roots.count, budget.characters - builder.budget.characters)
      let result = builder.failures.isEmpty ? finish(builder.nodes()) : nil
      reading.withLock { $0.add(result, part: index, documents: documents, spent: spent) }
    }
    return reading.withLock { $0.all }
  }

  /// Divides chunks into parts of about the same size.
  private static func parts(of chunks: [DocumentChunk], size: Int) -> [ArraySlice<DocumentChunk>] {
    var parts: [ArraySlice<DocumentChunk>] = []
    var first = 0
    for (index, chunk) in chunks.enumerated()
    where chunk.range.upperBound - chunks[first].range.lowerBound >= size || index == chunks.count - 1 {
      parts.append(chunks[first...index])
      first = index + 1
    }
    return parts
  }
}

/// What has become of the parts of a text so far.
private struct ReadingInParts<Result: Sendable> {
  private let limits: DocumentLimits
  private var budget: ReadingBudget
  private var results: [Result?]
  private var documents = 0
  /// Whether the text has to be read as a whole, so that its mistakes are told in their order, and limits hold for all.
  private(set) var isStopped = false

  init(limits: DocumentLimits, textSize: Int, parts: Int) {
    self.limits = limits
    budget = ReadingBudget(limits: limits, textSize: textSize)
    results = Array(repeating: nil, count: parts)
  }

  /// - Parameter result: nil for a part with a mistake in it.
  mutating func add(_ result: Result?, part: Int, documents count: Int, spent: Int) {
    results[part] = result
    documents += count
    let isWithinBudget = budget.visit(spent)
    isStopped = isStopped || result == nil || !isWithinBudget || documents > limits.documents
  }

  var all: [Result]? {
    let all = results.compactMap { $0 }
    return isStopped || all.count < results.count ? nil : all
  }
}

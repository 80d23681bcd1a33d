/// One Filter plugin's verdicts: an entry per row of the cluster.
public struct FilterColumn: Sendable {
  public let plugin: String
  /// 0 where the row passed or was not asked about, otherwise the number of a rejection; empty while every row passes.
  private var verdicts: ContiguousArray<Int32> = []
  private let rows: Int
  private var rejections: [Status] = []
  /// Whether a rejection is none: the plugin failed.
  private(set) var hasFailed = false

  public init(plugin: String, rows: Int) {
    self.plugin = plugin
    self.rows = rows
  }

  /// A rejection that many rows can be given without comparing texts each time.
  public struct Rejection: Sendable {
    fileprivate let number: Int32

    /// For a row that gets its proper rejection later in the same call.
    public static let unnamed = Rejection(number: -1)
  }

  public mutating func intern(_ status: Status) -> Rejection {
    if let index = rejections.firstIndex(of: status) { return Rejection(number: Int32(index + 1)) }
    rejections.append(status)
    if !status.code.isRejection { hasFailed = true }
    return Rejection(number: Int32(rejections.count))
  }

  public mutating func reject(_ row: Int, _ rejection: Rejection) {
    if verdicts.isEmpty { verdicts = ContiguousArray(repeating: 0, count: rows) }
    verdicts[row] = rejection.number
  }

  /// As above, with a rejection that is interned when it is first needed.
  public mutating func reject(_ row: Int, _ rejection: inout Rejection?, _ status: @autoclosure () -> Status) {
    let known = rejection ?? intern(status())
    rejection = known
    reject(row, known)
  }

  public mutating func reject(_ row: Int, _ status: Status) { reject(row, intern(status)) }

  /// Gives all these rows the same rejection.
  public mutating func reject(_ rows: [Int], _ status: Status) {
    let rejection = intern(status)
    for row in rows { reject(row, rejection) }
  }

  /// Takes a rejection back.
  mutating func clear(_ row: Int) {
    if !verdicts.isEmpty { verdicts[row] = 0 }
  }

  mutating func clear(_ rows: [Int]) {
    if verdicts.isEmpty { return }
    for row in rows { verdicts[row] = 0 }
  }

  /// Takes all rejections back.
  mutating func clear() { verdicts = [] }

  /// Whether a row may be rejected.
  var hasRejections: Bool { !verdicts.isEmpty }

  /// 0 where the row passed, otherwise what ``status(_:)`` takes.
  func number(of row: Int) -> Int32 { verdicts.isEmpty ? 0 : verdicts[row] }
  func number(of rejection: Rejection) -> Int32 { rejection.number }

  func status(_ number: Int32) -> Status { rejections[Int(number) - 1] }
  var statuses: [Status] { rejections }

  public func passes(_ row: Int) -> Bool { verdicts.isEmpty || verdicts[row] == 0 }

  /// nil where the row passed or was not asked about.
  public subscript(row: Int) -> Status? {
    passes(row) ? nil : rejections[Int(verdicts[row]) - 1]
  }
}

public import Foundation

/// A scenario that was saved just now.
public struct CreatedScenario: Sendable, Hashable {
  /// 22 URL-safe characters, 128 random bits.
  public var id: String
  /// Proves the right to change and delete the scenario. This is the only time it is given: only its hash is stored.
  public var editToken: String
  public var revision: RevisionSummary
}

/// A text that was saved, as one of the revisions of a scenario. It never changes.
public struct ScenarioRevision: Sendable, Hashable {
  public var id: String
  /// Counted from 1.
  public var revision: Int
  public var createdAt: Date
  public var text: String
}

public struct RevisionSummary: Sendable, Hashable {
  /// Counted from 1.
  public var revision: Int
  public var createdAt: Date
}

/// What a share keeps: all that is needed to open the page at the very same place.
public struct Snapshot: Sendable, Hashable {
  public var scenario: String
  /// A configuration's name or a whole KubeSchedulerConfiguration, as JSON.
  public var configuration: String?
  public var step: Int?
  /// What the page looked at, as JSON.
  public var view: String?

  public init(scenario: String, configuration: String? = nil, step: Int? = nil, view: String? = nil) {
    self.scenario = scenario
    self.configuration = configuration
    self.step = step
    self.view = view
  }
}

public struct Share: Sendable, Hashable {
  public var slug: String
  public var createdAt: Date
  public var snapshot: Snapshot
}

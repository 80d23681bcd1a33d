import SchedulerFramework

/// A component that watches the cluster and works towards what objects ask for.
///
/// It only remembers what it sees (``observe(_:)``) and acts when its turn comes (``work(in:)``), one thing at a time, so
/// that the order of events is the same in every run.
protocol Controller: Sendable {
  /// Takes note of a change; never acts.
  mutating func observe(_ observation: borrowing Observation)

  /// Does the next piece of work; false when there is none.
  mutating func work(in cluster: inout SimulatedCluster) -> Bool

  /// The next moment at which there will be work without any change in the cluster; nil for none.
  var nextTimer: VirtualTime? { get }

  /// Turns the timers that are due into work.
  mutating func wake(at now: VirtualTime)
}

extension Controller {
  var nextTimer: VirtualTime? { nil }
  mutating func wake(at now: VirtualTime) {}
}

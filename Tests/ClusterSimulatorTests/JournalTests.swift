import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

@Suite struct JournalTests {
  @Test func `events that differ in nothing but their time are counted as one, whatever came between`() throws {
    // After five minutes without any change that could help, a Pod is tried again with the next thing that happens.
    let steps = ["label nodes node01 x=1", "cordon node01", "uncordon node01"].enumerated().map {
      UserStep(at: seconds(($0 + 1) * 400), .kubectl($1))
    }
    let simulation = try simulate(threeNodes + podText("big", cpu: "64"), steps: steps)
    let events = simulation.result.events.filter { $0.object == "pod/big" }
    #expect(events.map(\.count) == [3, 1])
    #expect(events.map(\.firstAt) == [.start, seconds(800)])
    #expect(events.map(\.at) == [seconds(1200), seconds(800)])
  }

  @Test func `events about objects of one name and different kinds are told apart`() throws {
    let simulation = try simulate(threeNodes + podText("web"), steps: kubectl("create deployment web --image=nginx"))
    #expect(simulation.events(about: "pod/web") == ["Scheduled: Successfully assigned default/web to node01"])
    #expect(simulation.events(about: "deployment/web").count == 1)
  }

  @Test func `attempts are those of the last Pod of a name`() throws {
    let steps = [
      UserStep(at: seconds(400), .kubectl("label nodes node01 x=1")),
      UserStep(at: seconds(410), .kubectl("delete pod big")),
      UserStep(at: seconds(420), .kubectl("apply -f pod.yaml")),
    ]
    func last(_ text: String) throws -> SimulationResult.Placement? {
      try simulate(threeNodes + podText("big", cpu: "64"), steps: steps, files: ["pod.yaml": text]).result.placements
        .last
    }
    #expect(try last(podText("big", cpu: "64"))?.attempts == 1)
    #expect(try last(podText("other", cpu: "64"))?.attempts == 1)
    #expect(try last(podText("big", cpu: "1", "schedulerName: nobody"))?.attempts == 0)
  }
}

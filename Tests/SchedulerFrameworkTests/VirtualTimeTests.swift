import KubernetesAPI
import SchedulerFramework
import Testing

struct VirtualTimeTests {
  @Test(
    "a moment is a number of seconds, in JSON as in its description",
    arguments: [(0, "0"), (3, "0.003"), (1500, "1.5"), (12_000, "12"), (3_600_000, "3600")])
  func description(milliseconds: Int, text: String) {
    let moment = VirtualTime(sinceStart: .milliseconds(milliseconds))
    #expect(moment.description == text)
    var json = JSONWriter()
    json.object { $0.member("at", moment) }
    #expect(json.text == "{\"at\":\(text)}")
  }
}

import ClusterSimulator
import KubernetesAPI
import Testing

@Suite("Recorded answers of kube-apiserver")
struct AnswersTests {
  /// Taints new Nodes whether they have conditions or not, as kube-apiserver does.
  private static let server: APIServer = {
    var chain = AdmissionChain.standard
    chain.plugins = chain.plugins.map {
      $0 is TaintNodesByCondition ? TaintNodesByCondition(sparesNodesWithoutConditions: false) : $0
    }
    return APIServer(admission: chain)
  }()

  @Test("All of them are there")
  func recordsAreComplete() {
    #expect(RecordedAnswer.all.count >= 202)
  }

  @Test(
    "An object is answered as kube-apiserver answers it",
    arguments: RecordedAnswer.all.filter { $0.method == "POST" })
  func create(_ recorded: RecordedAnswer) {
    var server = Self.server
    do {
      let stored = try server.create(
        KubernetesObject(recorded.body), as: recorded.resource, in: recorded.namespace, user: "admin", at: .start,
        dryRun: true)
      #expect(recorded.code == 201, "it was refused: \(recorded.answer["message"])")
      let expected = recorded.answer["object"]
      #expect(stored.value.isEquivalent(to: expected), "\(stored.value.json)\n\(expected.json)")
    } catch {
      let status = error
      #expect(status.code == Int(recorded.code))
      #expect(status.reason.rawValue == recorded.answer["reason"].string)
      #expect(status.message == recorded.answer["message"].string)
      let causes = recorded.answer["causes"].items
      #expect(status.causes.map(\.field) == causes.map { $0["field"].string ?? "" })
      #expect(status.causes.map(\.message) == causes.map { $0["message"].string ?? "" })
      #expect(status.causes.map(\.reason.rawValue) == causes.map { $0["reason"].string ?? "" })
    }
  }

  @Test(
    "A question about what is not there, or that cannot be read, is answered as kube-apiserver answers it",
    arguments: RecordedAnswer.all.filter { $0.method == "GET" && $0.question != nil })
  func read(_ recorded: RecordedAnswer) throws {
    let question = try #require(recorded.question)
    let status = #expect(throws: APIStatus.self) {
      if let name = question.name {
        _ = try Self.server.get(question.resource.kind, NamespacedName(question.namespace ?? "", name))
      } else {
        _ = try Self.server.list(
          question.resource.kind, namespace: question.namespace, labelSelector: question.labelSelector,
          fieldSelector: question.fieldSelector)
      }
    }
    #expect(status?.code == Int(recorded.code))
    #expect(status?.message == recorded.answer["message"].string)
  }
}

import ClusterSimulator
import Foundation
import HTTPTypes
import KubernetesAPI
import MicroHTTP
import SchedulerFramework
import SchedulerPlugins
import Synchronization
import Testing
import Webhooks

/// A real HTTP server that plays extender.
final class ExtenderServer: Sendable {
  struct Call: Sendable {
    var path: String
    var body: JSONValue
  }

  typealias Behaviour = @Sendable (Call) -> (status: Int, body: JSONValue)

  private let recorded = Mutex<[Call]>([])
  private let server: Mutex<Server?> = Mutex(nil)

  var calls: [Call] { recorded.withLock { $0 } }
  var port: UInt16 { server.withLock { $0?.port ?? 0 } }
  var url: String { "http://127.0.0.1:\(port)/scheduler" }

  init(_ behave: @escaping Behaviour) throws {
    let started = try Server(configuration: .init()) { [self] request in
      guard let body = try? JSONValue(json: request.body, file: "body", limits: DocumentLimits()) else {
        return .now(Response(status: .badRequest))
      }
      let call = Call(path: request.target.path, body: body)
      recorded.withLock { $0.append(call) }
      if call.path.hasSuffix("/slow") { Thread.sleep(forTimeInterval: 2) }
      let (status, answer) = behave(call)
      let headers: HTTPFields = status == 302 ? [.location: "http://127.0.0.1:1/"] : [:]
      return .now(Response(status: .init(code: status), headers: headers, body: answer.json))
    }
    server.withLock { $0 = started }
  }

  func stop() async { await server.withLock { $0 }?.stop(gracePeriod: .zero) }
}

/// Runs a server for the length of `body`.
func withExtender(
  _ behave: @escaping ExtenderServer.Behaviour, _ body: (ExtenderServer) async throws -> Void
) async throws {
  let server = try ExtenderServer(behave)
  do {
    try await body(server)
  } catch {
    await server.stop()
    throw error
  }
  await server.stop()
}

/// Does what blocks on a thread of its own, where it holds up no task.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}

func objects(_ text: String) throws -> [KubernetesObject] {
  try DocumentReader().read(text).get().map { KubernetesObject($0.value) }
}

/// Three Nodes, of which `first` is the one that a scheduler takes when nobody objects.
let threeNodes = ["first", "second", "third"].map { name in
  """
  apiVersion: v1
  kind: Node
  metadata: {name: \(name), labels: {kubernetes.io/hostname: \(name)}}
  status: {capacity: {cpu: "4", memory: 8Gi, pods: "110"}}
  ---

  """
}.joined()

func podText(_ name: String, _ resources: String = "{requests: {cpu: 100m}}", _ rest: String = "") -> String {
  """
  apiVersion: v1
  kind: Pod
  metadata: {name: \(name)}
  spec: {containers: [{name: c, image: nginx, resources: \(resources)}]\(rest.isEmpty ? "" : ", ")\(rest)}
  ---

  """
}

/// Runs a cluster whose scheduler has one extender.
func simulate(_ text: String, extender: JSONValue, allowing addresses: [String]) async throws -> Simulation {
  let configuration = try SchedulerConfiguration([
    "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration", "extenders": [extender],
  ])
  var input = SimulationInput(
    objects: try objects(text), schedulers: [SchedulerDefinition(configuration: configuration)], plugins: .inTree,
    until: .start.advanced(by: .seconds(2)))
  input.extenderClient = try WebhookClient(allowing: addresses)
  return try await blocking { [input] in try Simulation(input) }
}

extension Simulation {
  var nodes: [String: String] {
    Dictionary(uniqueKeysWithValues: result.placements.map { ($0.pod.name, $0.node ?? "-") })
  }

  func message(of pod: String) -> String? { result.placements.first { $0.pod.name == pod }?.message }
}

import Foundation
import HTTPTestClient
import KubernetesAPI
import Logging
import PlaygroundServer

/// A server with a database and a page of its own, for the length of one test.
struct RunningServer {
  let server: PlaygroundServer
  let directory: URL

  var port: UInt16 { server.port }

  /// One request on a connection of its own.
  func request(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> HTTPTestResponse {
    try await HTTPTestClient(port: port).request(method, target, headers: headers, body: body)
  }

  /// Sends JSON.
  func send(
    _ method: String, _ target: String, _ body: JSONValue, headers: [String: String] = [:]
  ) async throws -> HTTPTestResponse {
    let headers = headers.merging(["Content-Type": "application/json"]) { own, _ in own }
    return try await request(method, target, headers: headers, body: Array(body.json.utf8))
  }
}

extension HTTPTestResponse {
  var json: JSONValue { get throws { try JSONValue(json: body) } }
}

let testPage = "<!doctype html><title>Berth</title>"

/// Runs a server for the length of `body`.
func withServer(limits: Limits = Limits(), _ body: (RunningServer) async throws -> Void) async throws {
  let directory = FileManager.default.temporaryDirectory.appending(path: "berth-\(UUID().uuidString)")
  let files = directory.appending(path: "Public")
  let scenarios = directory.appending(path: "scenarios")
  try FileManager.default.createDirectory(at: files.appending(path: "js"), withIntermediateDirectories: true)
  try FileManager.default.createDirectory(at: scenarios, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  try Data(testPage.utf8).write(to: files.appending(path: "index.html"))
  try Data("export {}".utf8).write(to: files.appending(path: "js/main.js"))
  try Data(Texts.cluster.utf8).write(to: scenarios.appending(path: "shipped.yaml"))
  try Data("secret".utf8).write(to: directory.appending(path: "secret.txt"))
  try Data("hidden".utf8).write(to: files.appending(path: ".hidden"))
  try FileManager.default.createSymbolicLink(
    at: files.appending(path: "link.txt"), withDestinationURL: directory.appending(path: "secret.txt"))

  var logger = Logger(label: "test")
  logger.logLevel = .critical
  let server = try PlaygroundServer(
    Configuration(
      port: 0, databasePath: directory.appending(path: "berth.sqlite").path, publicDirectory: files.path,
      scenariosDirectory: scenarios.path, limits: limits, logger: logger))
  do {
    try await body(RunningServer(server: server, directory: directory))
  } catch {
    await server.stop(gracePeriod: .zero)
    throw error
  }
  await server.stop(gracePeriod: .zero)
}

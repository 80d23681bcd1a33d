import KubernetesAPI

/// What kubelets write into `status` of the Pods they run.
enum PodStatusReport {
  static func run(_ status: inout JSONValue, pod: Pod, address: String, at time: JSONValue) {
    status["phase"] = "Running"
    status["startTime"] = time
    status["podIP"] = .string(address)
    status["podIPs"] = [["ip": .string(address)]]
    setConditions(&status, ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"], "True", at: time)
    status["containerStatuses"] = .array(
      pod.spec.containers.map { container in
        [
          "name": .string(container.name), "image": .string(container.image), "imageID": "", "ready": true,
          "started": true, "restartCount": 0, "state": ["running": ["startedAt": time]],
        ]
      })
  }

  static func end(_ status: inout JSONValue, phase: String, exitCode: Int64, reason: String, at time: JSONValue) {
    status["phase"] = .string(phase)
    setConditions(&status, ["Ready", "ContainersReady"], "False", at: time)
    changeContainers(&status) { container in
      container["ready"] = false
      container["started"] = false
      container["state"] = [
        "terminated": ["exitCode": .integer(exitCode), "reason": .string(reason), "finishedAt": time]
      ]
    }
  }

  static func restart(_ status: inout JSONValue, at time: JSONValue) {
    changeContainers(&status) { container in
      container["restartCount"] = .integer((container["restartCount"].integer ?? 0) + 1)
      container["lastState"] = ["terminated": ["exitCode": 1, "reason": "Error", "finishedAt": time]]
      container["state"] = ["running": ["startedAt": time]]
    }
  }

  static func restarts(_ status: JSONValue) -> Int {
    Int(status["containerStatuses"].items.map { $0["restartCount"].integer ?? 0 }.max() ?? 0)
  }

  static func setConditions(_ status: inout JSONValue, _ types: [String], _ value: String, at time: JSONValue) {
    var conditions = status["conditions"].items.filter { !types.contains($0["type"].string ?? "") }
    for type in types {
      conditions.append([
        "type": .string(type), "status": .string(value), "lastProbeTime": nil, "lastTransitionTime": time,
      ])
    }
    status["conditions"] = .array(conditions)
  }

  private static func changeContainers(_ status: inout JSONValue, _ change: (inout JSONValue) -> Void) {
    var containers = status["containerStatuses"].items
    for index in containers.indices { change(&containers[index]) }
    status["containerStatuses"] = .array(containers)
  }
}

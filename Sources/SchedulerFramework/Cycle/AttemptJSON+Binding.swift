import KubernetesAPI

extension Attempt {
  /// What Reserve and Permit said, unless they let the Pod through.
  func writeBinding(to json: inout JSONWriter) {
    if !waits.isEmpty {
      json.member("waits") { json in
        json.array { json in
          for wait in waits {
            json.object { json in
              json.member("plugin", wait.plugin)
              json.member("timeout", VirtualTime(sinceStart: wait.timeout))
            }
          }
        }
      }
    }
    guard let rejectedAt else { return }
    json.member("rejectedAt") { json in
      json.object { json in
        json.member("point", rejectedAt.point.rawValue)
        json.member("plugin", rejectedAt.plugin)
        json.member("node", rejectedAt.node)
        json.member("code", rejectedAt.status.code.rawValue)
        json.member("reasons", rejectedAt.status.reasons)
      }
    }
  }
}

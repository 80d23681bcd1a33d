import KubernetesAPI

/// A verb of kubectl.
protocol KubectlVerb: SendableMetatype {
  static var flags: KubectlFlags { get }

  /// Does what the command asks, and adds to the answer what kubectl prints.
  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError)
}

/// kubectl, as far as its commands change a cluster: it takes a command line and answers with what kubectl v1.34 prints.
enum Kubectl {
  private static let verbs: [String: any KubectlVerb.Type] = [
    "annotate": KubectlAnnotate.self, "apply": KubectlApply.self, "cordon": KubectlCordon.self,
    "create": KubectlCreate.self, "delete": KubectlDelete.self, "drain": KubectlDrain.self,
    "expose": KubectlExpose.self, "label": KubectlLabel.self, "patch": KubectlPatch.self,
    "replace": KubectlReplace.self, "rollout": KubectlRollout.self, "run": KubectlRun.self,
    "scale": KubectlScale.self, "set": KubectlSet.self, "taint": KubectlTaint.self, "uncordon": KubectlUncordon.self,
  ]

  /// Verbs that only look; in a scenario they change nothing.
  private static let readers: Set<String> = [
    "api-resources", "api-versions", "auth", "cluster-info", "describe", "diff", "events", "explain", "get", "logs",
    "top", "version", "wait",
  ]

  static func run(
    _ line: String, user: String, files: [String: String], in cluster: inout SimulatedCluster
  ) -> KubectlAnswer {
    var answer = KubectlAnswer()
    do throws(KubectlError) {
      guard var words = ShellWords.split(line)?[...] else {
        throw KubectlError("error: the command has a quote that is not closed")
      }
      if words.first == "kubectl" { words.removeFirst() }
      guard let verb = words.popFirst() else { throw KubectlError("error: the command is empty") }
      if readers.contains(verb) {
        answer.lines.append("kubectl \(([verb] + words).joined(separator: " "))")
        return answer
      }
      guard let type = verbs[verb] else { throw unknown(verb) }
      let call = try KubectlCall(verb, words, flags: type.flags, user: user, files: files)
      try type.run(call, in: &cluster, &answer)
    } catch {
      answer.fail(error)
    }
    return answer
  }

  private static func unknown(_ verb: String) -> KubectlError {
    switch verb {
    case "edit": KubectlError("error: there is no editor here; use kubectl patch, or an `edit` step")
    case "exec", "attach", "cp", "port-forward", "proxy", "debug":
      KubectlError("error: kubectl \(verb) needs containers that really run; here they are simulated")
    case "autoscale", "certificate", "config", "kustomize", "plugin", "completion", "options":
      KubectlError("error: kubectl \(verb) is not supported here")
    default: KubectlError("error: unknown command \"\(verb)\" for \"kubectl\"")
    }
  }
}

public import ClusterSimulator
public import KubernetesAPI
import SchedulerFramework

extension ScenarioRun {
  /// The cluster after a step.
  public static func json(of view: ClusterView) -> JSONWriter {
    var json = JSONWriter()
    json.object { json in
      if let step = view.step {
        writeMembers(of: step, to: &json)
      } else {
        json.member("step", 0)
        json.member("at") { $0.raw(view.at.description) }
      }
      json.member("nodes") { json in
        json.array { json in
          for node in view.nodes { write(node, to: &json) }
        }
      }
      json.member("pods") { json in
        json.array { json in
          for pod in view.pods { write(pod, to: &json) }
        }
      }
      json.member("queue") { write(view.queue, to: &$0) }
    }
    return json
  }

  /// A page of objects: `{"items": […], "continue"?}`.
  public static func json(of objects: [KubernetesObject], page: Page) -> JSONWriter {
    var json = JSONWriter()
    let (items, next) = page.cut(objects)
    json.object { json in
      json.member("items", .array(items.map(\.value)))
      json.member("continue", ifPresent: next)
    }
    return json
  }

  private static func write(_ node: ClusterView.NodeView, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", node.name)
      json.member("zone", ifPresent: node.zone)
      json.member("labels", node.labels)
      json.member("taints") { json in
        json.array { json in
          for taint in node.taints {
            json.object { json in
              json.member("key", taint.key)
              json.member("value", taint.value)
              json.member("effect", taint.effect?.rawValue ?? "")
            }
          }
        }
      }
      json.member("unschedulable", node.isUnschedulable)
      json.member("ready", node.isReady)
      json.member("capacity") { write(node.capacity, to: &$0) }
      json.member("allocatable") { write(node.allocatable, to: &$0) }
      json.member("requested") { write(node.requested, to: &$0) }
      json.member("pods", node.pods)
    }
  }

  private static func write(_ pod: ClusterView.PodView, to json: inout JSONWriter) {
    json.object { json in
      json.member("pod", pod.pod)
      json.member("node", pod.node.map(JSONValue.string) ?? .null)
      json.member("phase", pod.phase)
      json.member("requests") { write(pod.requests, to: &$0) }
      json.member("owner", ifPresent: pod.owner)
      json.member("labels", pod.labels)
      json.member("priority", Int(pod.priority))
      json.member("schedulerName", pod.schedulerName)
      json.member("nominatedNode", ifPresent: pod.nominatedNode)
      json.member("reason", ifPresent: pod.reason)
      json.member("message", ifPresent: pod.message)
      if pod.isTerminating { json.member("terminating", true) }
    }
  }

  private static func write(_ queue: ClusterView.QueueView, to json: inout JSONWriter) {
    json.object { json in
      json.member("active", queue.active)
      json.member("backoff") { json in
        json.array { json in
          for waiting in queue.backoff {
            json.object { json in
              json.member("pod", waiting.pod)
              json.member("until") { $0.raw(waiting.until.description) }
            }
          }
        }
      }
      json.member("waiting") { json in
        json.array { json in
          for waiting in queue.waiting {
            json.object { json in
              json.member("pod", waiting.pod)
              json.member("node", waiting.node)
              json.member("plugins", waiting.plugins)
              json.member("until") { $0.raw(waiting.until.description) }
            }
          }
        }
      }
      for (name, pods) in [
        ("unschedulable", queue.unschedulable), ("gated", queue.gated), ("ignored", queue.ignored),
      ] {
        json.member(name) { json in
          json.array { json in
            for waiting in pods {
              json.object { json in
                json.member("pod", waiting.pod)
                json.member("message", waiting.message)
                json.member("plugins", waiting.plugins)
              }
            }
          }
        }
      }
    }
  }
}

public import ClusterSimulator
public import KubernetesAPI
import SchedulerFramework

extension ScenarioRun {
  /// The cluster after a step.
  public static func json(of view: ClusterView) -> JSONWriter {
    let (others, pods) = sideBySide(
      if: view.isLarge, { (nodes: Self.nodes(of: view), queue: Self.queue(of: view)) }, { Self.pods(of: view) })
    var json = JSONWriter(capacity: others.nodes.bytes.count + others.queue.bytes.count + pods.bytes.count + 1024)
    json.object { json in
      if let step = view.step {
        writeMembers(of: step, to: &json)
      } else {
        json.member("step", 0)
        json.member("at", view.at)
      }
      json.member("nodes") { $0.raw(others.nodes) }
      json.member("pods") { $0.raw(pods) }
      json.member("queue") { $0.raw(others.queue) }
    }
    return json
  }

  private static func nodes(of view: ClusterView) -> JSONWriter {
    // About what one takes, with its Pods; room that is not needed costs nothing.
    let nodes = view.nodes
    var json = JSONWriter(capacity: 384 * nodes.count + 32 * view.pods.count)
    json.array { json in
      for node in nodes { write(node, to: &json) }
    }
    return json
  }

  private static func pods(of view: ClusterView) -> JSONWriter {
    var json = JSONWriter(capacity: 256 * view.pods.count)
    json.array { json in
      var alike = Alike()
      for pod in view.pods { write(pod, to: &json, &alike) }
    }
    return json
  }

  private static func queue(of view: ClusterView) -> JSONWriter {
    var json = JSONWriter()
    write(view.queue, to: &json)
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

  private static func write(_ pod: ClusterView.PodView, to json: inout JSONWriter, _ alike: inout Alike) {
    json.object { json in
      json.member("pod", pod.pod)
      json.key("node")
      if let node = pod.node { json.write(node) } else { json.writeNull() }
      json.raw(alike.members(of: pod))
      json.member("nominatedNode", ifPresent: pod.nominatedNode)
      json.member("reason", ifPresent: pod.reason)
      json.member("message", ifPresent: pod.message)
      if pod.isTerminating { json.member("terminating", true) }
    }
  }

  /// What Pods have in common that resemble each other, written once: in a large cluster most do.
  private struct Alike {
    private var known: [ObjectIdentifier: (pod: ClusterView.PodView, members: JSONWriter)] = [:]

    mutating func members(of pod: ClusterView.PodView) -> JSONWriter {
      if let known = known[pod.specIdentity], known.pod.resembles(pod) { return known.members }
      var json = JSONWriter()
      json.member("phase", pod.phase)
      json.member("requests") { write(pod.requests, to: &$0) }
      json.member("owner", ifPresent: pod.owner)
      json.member("labels", pod.labels)
      json.member("priority", Int(pod.priority))
      json.member("schedulerName", pod.schedulerName)
      known[pod.specIdentity] = (pod, json)
      return json
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
              json.member("until", waiting.until)
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
              json.member("until", waiting.until)
            }
          }
        }
      }
      for (name, pods) in [
        ("unschedulable", queue.unschedulable), ("gated", queue.gated), ("ignored", queue.ignored),
      ] {
        json.member(named: name) { json in
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

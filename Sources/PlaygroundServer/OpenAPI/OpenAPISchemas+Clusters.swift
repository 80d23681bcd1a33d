extension OpenAPISchemas {
  /// The cluster after a step.
  static let clusters = #"""
    {
      "ClusterState": {
        "type": "object",
        "required": ["step", "at", "nodes", "pods", "queue"],
        "properties": {
          "step": {"type": "integer", "minimum": 0},
          "at": {"type": "number", "minimum": 0},
          "actor": {"type": "string"},
          "kind": {"type": "string"},
          "text": {"type": "string"},
          "attempt": {"type": "integer", "minimum": 1},
          "pod": {"type": "string"},
          "node": {"type": "string"},
          "nodes": {"type": "array", "items": {"$ref": "#/components/schemas/NodeState"}},
          "pods": {"type": "array", "items": {"$ref": "#/components/schemas/PodState"}},
          "queue": {"$ref": "#/components/schemas/QueueState"}
        }
      },
      "NodeState": {
        "type": "object",
        "required": [
          "name", "labels", "taints", "unschedulable", "ready", "capacity", "allocatable", "requested", "pods"
        ],
        "properties": {
          "name": {"type": "string"},
          "zone": {"type": "string"},
          "labels": {"$ref": "#/components/schemas/Labels"},
          "taints": {"type": "array", "items": {"type": "object", "required": ["key", "effect"]}},
          "unschedulable": {"type": "boolean"},
          "ready": {"type": "boolean"},
          "capacity": {"$ref": "#/components/schemas/Amounts"},
          "allocatable": {"$ref": "#/components/schemas/Amounts"},
          "requested": {"$ref": "#/components/schemas/Amounts"},
          "pods": {"type": "array", "items": {"type": "string"}}
        }
      },
      "PodState": {
        "type": "object",
        "required": ["pod", "node", "phase", "requests", "labels", "priority", "schedulerName"],
        "properties": {
          "pod": {"type": "string"},
          "node": {"type": ["string", "null"]},
          "phase": {"type": "string"},
          "requests": {"$ref": "#/components/schemas/Amounts"},
          "owner": {"type": "string"},
          "labels": {"$ref": "#/components/schemas/Labels"},
          "priority": {"type": "integer"},
          "schedulerName": {"type": "string"},
          "nominatedNode": {"type": "string"},
          "message": {"type": "string"},
          "reason": {"type": "string"},
          "terminating": {"type": "boolean"}
        }
      },
      "QueueState": {
        "type": "object",
        "required": ["active", "backoff", "waiting", "unschedulable", "gated", "ignored"],
        "properties": {
          "active": {"type": "array", "items": {"type": "string"}},
          "backoff": {"type": "array", "items": {"type": "object", "required": ["pod", "until"]}},
          "waiting": {
            "description": "Pods that have a Node and wait at Permit before they are bound.",
            "type": "array",
            "items": {
              "type": "object",
              "required": ["pod", "node", "plugins", "until"],
              "properties": {
                "pod": {"type": "string"},
                "node": {"type": "string"},
                "plugins": {"type": "array", "items": {"type": "string"}},
                "until": {"type": "number", "minimum": 0}
              }
            }
          },
          "unschedulable": {"type": "array", "items": {"type": "object", "required": ["pod", "message"]}},
          "gated": {"type": "array"},
          "ignored": {"type": "array", "items": {"type": "object", "required": ["pod", "message"]}}
        }
      },
      "ObjectList": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "items": {"type": "array", "items": {"type": "object", "required": ["kind", "metadata"]}},
          "continue": {"type": "string"}
        }
      }
    }
    """#

  /// The decision tables.
  static let tables = #"""
    {
      "DecisionTable": {
        "description": "One attempt to place one Pod: a row a Node, a column a plugin.",
        "type": "object",
        "required": ["attempt", "at", "pod", "profile", "depth", "nodeOrder", "extensionPoints", "placedOn"],
        "properties": {
          "attempt": {"type": "integer", "minimum": 1},
          "at": {"type": "number", "minimum": 0},
          "pod": {"type": "string"},
          "profile": {"type": "string"},
          "depth": {"enum": ["decision", "full"]},
          "nodeOrder": {"type": "array", "items": {"type": "string"}},
          "weights": {"type": "object", "additionalProperties": {"type": "integer"}},
          "extensionPoints": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["name", "state", "plugins"],
              "properties": {
                "name": {"type": "string"},
                "state": {"enum": ["ran", "skipped", "notReached"]},
                "plugins": {"type": "array", "items": {"type": "string"}}
              }
            }
          },
          "preEnqueue": {"type": "object"},
          "preFilter": {"type": "object"},
          "filterPlugins": {"type": "array", "items": {"type": "string"}},
          "filter": {"type": "object"},
          "rejectedBy": {"type": "object"},
          "feasible": {"type": "array", "items": {"type": "string"}},
          "notEvaluated": {"type": "array", "items": {"type": "string"}},
          "preScore": {"type": "object"},
          "scorePlugins": {"type": "array", "items": {"type": "string"}},
          "score": {"type": "object"},
          "total": {"type": "object", "additionalProperties": {"type": "integer"}},
          "topNodes": {"type": "array", "items": {"type": "string"}},
          "columns": {
            "description": "Instead of `filter` and `score` with `layout=columns`.",
            "type": "array",
            "items": {"type": "object", "required": ["plugin", "point"]}
          },
          "placedOn": {"type": ["string", "null"]},
          "reserving": {
            "description": "The plugins that take part after the choice of a Node and look at more than the Pod.",
            "type": "array",
            "items": {"type": "string"}
          },
          "rescored": {
            "description": "With `weights` in the query: the table is that of the attempt under these weights.",
            "type": "object",
            "required": ["exact", "basis", "because", "changes", "placedBefore", "moves"],
            "properties": {
              "exact": {"description": "Whether an attempt with these weights would come to the same.", "type": "boolean"},
              "basis": {"enum": ["scores", "unscored", "choice"]},
              "because": {"type": "string"},
              "changes": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["plugin", "from", "to"],
                  "properties": {
                    "plugin": {"type": "string"}, "from": {"type": "integer"}, "to": {"type": "integer"}
                  }
                }
              },
              "placedBefore": {"type": ["string", "null"]},
              "moves": {"description": "Whether the Pod goes elsewhere.", "type": "boolean"}
            }
          },
          "waits": {
            "description": "The Permit plugins that make the Pod wait on its Node, for so many virtual seconds at most.",
            "type": "array",
            "items": {
              "type": "object",
              "required": ["plugin", "timeout"],
              "properties": {"plugin": {"type": "string"}, "timeout": {"type": "number", "minimum": 0}}
            }
          },
          "rejectedAt": {
            "description": "Reserve or Permit took the chosen Node from the Pod.",
            "type": "object",
            "required": ["point", "plugin", "node", "code", "reasons"]
          },
          "message": {"type": "string"},
          "error": {"type": "string"},
          "postFilter": {"type": "object"},
          "nominatedNode": {"type": "string"},
          "victims": {"type": "array", "items": {"type": "string"}},
          "details": {"type": "object"},
          "remedies": {
            "description": "What would have let the Pod in: alternatives by Node and by the plugin that rejects it.",
            "type": "object",
            "additionalProperties": {"$ref": "#/components/schemas/RemediesByPlugin"}
          },
          "preEnqueueRemedies": {"$ref": "#/components/schemas/RemediesByPlugin"},
          "cheapestNode": {
            "description": "The rejected Node that the fewest changes would have opened.",
            "type": "object",
            "required": ["name", "changes"],
            "properties": {"name": {"type": "string"}, "changes": {"type": "integer", "minimum": 1}}
          }
        }
      },
      "RemediesByPlugin": {
        "description": "By plugin: alternatives, the least intrusive first, each of which turns its verdict by itself.",
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"$ref": "#/components/schemas/Remedy"}}
      },
      "Remedy": {
        "description": "Changes that are enough together, as far as one plugin is concerned.",
        "type": "object",
        "required": ["changes"],
        "properties": {
          "changes": {
            "type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/RemedyChange"}
          }
        }
      },
      "RemedyChange": {
        "description": "One change; `kind` says which further members it has.",
        "type": "object",
        "required": ["kind", "subject", "patch"],
        "properties": {
          "kind": {"type": "string"},
          "subject": {
            "type": "object",
            "required": ["kind", "name"],
            "properties": {
              "kind": {"enum": ["Pod", "Node", "KubeSchedulerProfile"]},
              "namespace": {"type": "string"},
              "name": {"type": "string"}
            }
          },
          "patch": {
            "description": "A JSON Patch (RFC 6902) of the subject; empty for what is no edit of one object.",
            "type": "array",
            "items": {
              "type": "object",
              "required": ["op", "path"],
              "properties": {
                "op": {"enum": ["add", "remove"]}, "path": {"type": "string"}, "value": {}
              }
            }
          }
        }
      }
    }
    """#
}

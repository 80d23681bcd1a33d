extension OpenAPISchemas {
  /// A run and its lists.
  static let runs = #"""
    {
      "SimulationSubmission": {
        "type": "object",
        "required": ["scenario"],
        "additionalProperties": false,
        "properties": {
          "scenario": {"$ref": "#/components/schemas/ScenarioText"},
          "configuration": {"$ref": "#/components/schemas/ConfigurationChoice"}
        }
      },
      "Run": {
        "type": "object",
        "required": [
          "id", "engine", "kubernetesVersion", "seed", "configuration", "configurations", "end", "counts",
          "placements", "steps", "events", "metrics"
        ],
        "properties": {
          "id": {"type": "string"},
          "engine": {"type": "string"},
          "kubernetesVersion": {"type": "string"},
          "seed": {"type": "integer"},
          "configuration": {"type": "string"},
          "configurations": {"type": "array", "items": {"type": "string"}},
          "title": {"$ref": "#/components/schemas/LocalizedText"},
          "description": {"$ref": "#/components/schemas/LocalizedText"},
          "end": {"description": "`quiet`, or what limit ended the run.", "type": "string"},
          "counts": {
            "type": "object",
            "required": ["steps", "events", "placements", "attempts", "nodes", "pods"],
            "additionalProperties": {"type": "integer", "minimum": 0}
          },
          "placements": {"type": "array", "items": {"$ref": "#/components/schemas/Placement"}},
          "steps": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}},
          "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
          "metrics": {"$ref": "#/components/schemas/RunMetrics"},
          "continue": {
            "description": "The token for each list that goes on.",
            "type": "object",
            "properties": {
              "steps": {"type": "string"}, "events": {"type": "string"}, "placements": {"type": "string"}
            }
          }
        }
      },
      "Placement": {
        "type": "object",
        "required": ["pod", "node", "profile", "attempts"],
        "properties": {
          "pod": {"description": "namespace/name", "type": "string"},
          "node": {"type": ["string", "null"]},
          "profile": {"type": ["string", "null"]},
          "attempts": {"type": "integer", "minimum": 0},
          "message": {"type": "string"}
        }
      },
      "Step": {
        "type": "object",
        "required": ["step", "at", "actor", "kind", "text"],
        "properties": {
          "step": {"type": "integer", "minimum": 1},
          "at": {"description": "Virtual seconds since the start.", "type": "number", "minimum": 0},
          "actor": {"type": "string"},
          "kind": {"type": "string"},
          "text": {"type": "string"},
          "pod": {"type": "string"},
          "node": {"type": "string"},
          "attempt": {"type": "integer", "minimum": 1}
        }
      },
      "Event": {
        "type": "object",
        "required": ["at", "type", "reason", "object", "source", "message", "count"],
        "properties": {
          "at": {"type": "number", "minimum": 0},
          "type": {"enum": ["Normal", "Warning"]},
          "reason": {"type": "string"},
          "object": {"type": "string"},
          "namespace": {"type": "string"},
          "source": {"type": "string"},
          "message": {"type": "string"},
          "count": {"type": "integer", "minimum": 1}
        }
      },
      "RunMetrics": {
        "type": "object",
        "required": ["bound", "pending", "preempted", "nodesInUse", "requested", "allocatable"],
        "properties": {
          "bound": {"type": "integer", "minimum": 0},
          "pending": {"type": "integer", "minimum": 0},
          "preempted": {"type": "integer", "minimum": 0},
          "nodesInUse": {"type": "integer", "minimum": 0},
          "requested": {"$ref": "#/components/schemas/Amounts"},
          "allocatable": {"$ref": "#/components/schemas/Amounts"}
        }
      },
      "RunRescoring": {
        "description": "How far a run stays the same under other weights.",
        "allOf": [
          {"$ref": "#/components/schemas/Rescoring"},
          {
            "type": "object",
            "required": ["weights"],
            "properties": {
              "weights": {
                "description": "The weights that were asked about: by profile, and there by Score plugin.",
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": {"type": "integer"}}
              }
            }
          }
        ]
      },
      "Rescoring": {
        "description": "The first `unchanged` of all `attempts` choose the same Nodes, and up to there the runs are the same.",
        "type": "object",
        "required": ["attempts", "unchanged"],
        "properties": {
          "attempts": {"type": "integer", "minimum": 0},
          "unchanged": {"type": "integer", "minimum": 0},
          "difference": {
            "description": "The first attempt that chooses another Node; missing when the whole runs are the same.",
            "type": "object",
            "required": ["attempt", "pod", "node", "instead"],
            "properties": {
              "attempt": {"type": "integer", "minimum": 1},
              "pod": {"type": "string"},
              "node": {"type": "string"},
              "instead": {"description": "null when only scheduling tells.", "type": ["string", "null"]}
            }
          }
        }
      },
      "StepList": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "items": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}},
          "continue": {"type": "string"}
        }
      },
      "EventList": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "items": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
          "continue": {"type": "string"}
        }
      },
      "PlacementList": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "items": {"type": "array", "items": {"$ref": "#/components/schemas/Placement"}},
          "continue": {"type": "string"}
        }
      }
    }
    """#

  /// Several configurations of one scenario.
  static let comparisons = #"""
    {
      "ComparisonSubmission": {
        "type": "object",
        "required": ["configurations"],
        "additionalProperties": false,
        "properties": {
          "scenario": {"$ref": "#/components/schemas/ScenarioText"},
          "scenarioId": {"type": "string", "minLength": 1, "maxLength": 64},
          "configurations": {
            "type": "array", "minItems": 1, "maxItems": 8,
            "items": {"$ref": "#/components/schemas/ConfigurationChoice"}
          }
        },
        "oneOf": [{"required": ["scenario"]}, {"required": ["scenarioId"]}]
      },
      "Comparison": {
        "type": "object",
        "required": ["configurations", "differences"],
        "properties": {
          "configurations": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["name", "simulation", "method", "placements", "metrics"],
              "properties": {
                "name": {"type": "string"},
                "simulation": {"description": "The id of the run, for its steps and tables.", "type": "string"},
                "method": {
                  "description": "`rescored`: an earlier configuration's attempts were re-scored, and nothing was scheduled.",
                  "enum": ["scheduled", "rescored"]
                },
                "rescoring": {
                  "description": "For a configuration that differs from an earlier one, the `of`-th from 0, in nothing but weights.",
                  "allOf": [
                    {"$ref": "#/components/schemas/Rescoring"},
                    {
                      "type": "object", "required": ["of"],
                      "properties": {"of": {"type": "integer", "minimum": 0}}
                    }
                  ]
                },
                "placements": {"type": "array", "items": {"$ref": "#/components/schemas/Placement"}},
                "metrics": {"$ref": "#/components/schemas/RunMetrics"}
              }
            }
          },
          "differences": {
            "description": "The Pods that not all configurations place alike; one item a configuration.",
            "type": "array",
            "items": {
              "type": "object",
              "required": ["pod", "nodes", "attempts"],
              "properties": {
                "pod": {"type": "string"},
                "nodes": {"type": "array", "items": {"type": ["string", "null"]}},
                "attempts": {"type": "array", "items": {"type": ["integer", "null"]}}
              }
            }
          }
        }
      }
    }
    """#
}

extension OpenAPISchemas {
  /// Scenarios, their revisions, and shares.
  static let scenarios = #"""
    {
      "ScenarioText": {
        "description": "Kubernetes manifests in YAML or JSON, with at most one document of kind Scenario.",
        "type": "string"
      },
      "ScenarioSubmission": {
        "type": "object",
        "required": ["scenario"],
        "additionalProperties": false,
        "properties": {"scenario": {"$ref": "#/components/schemas/ScenarioText"}}
      },
      "ScenarioList": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["id", "title", "description"],
              "properties": {
                "id": {"type": "string"},
                "title": {"$ref": "#/components/schemas/LocalizedText"},
                "description": {"$ref": "#/components/schemas/LocalizedText"},
                "section": {"type": "string"}
              }
            }
          }
        }
      },
      "ScenarioCreated": {
        "type": "object",
        "required": ["id", "editToken", "revision"],
        "properties": {
          "id": {"type": "string"},
          "editToken": {"description": "Given this once: keep it.", "type": "string"},
          "revision": {"const": 1}
        }
      },
      "ScenarioUpdated": {
        "type": "object",
        "required": ["id", "revision"],
        "properties": {"id": {"type": "string"}, "revision": {"type": "integer", "minimum": 1}}
      },
      "Scenario": {
        "type": "object",
        "required": ["id", "revision", "builtIn", "scenario", "title", "description", "configurations"],
        "properties": {
          "id": {"type": "string"},
          "revision": {"type": "integer", "minimum": 1},
          "builtIn": {"type": "boolean"},
          "scenario": {"$ref": "#/components/schemas/ScenarioText"},
          "title": {"$ref": "#/components/schemas/LocalizedText"},
          "description": {"$ref": "#/components/schemas/LocalizedText"},
          "configurations": {"type": "array", "items": {"type": "string"}}
        }
      },
      "RevisionList": {
        "type": "object",
        "required": ["items"],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["revision", "createdAt"],
              "properties": {
                "revision": {"type": "integer", "minimum": 1},
                "createdAt": {"type": "string", "format": "date-time"}
              }
            }
          },
          "continue": {"type": "string"}
        }
      },
      "Revision": {
        "type": "object",
        "required": ["id", "revision", "createdAt", "scenario"],
        "properties": {
          "id": {"type": "string"},
          "revision": {"type": "integer", "minimum": 1},
          "createdAt": {"type": "string", "format": "date-time"},
          "scenario": {"$ref": "#/components/schemas/ScenarioText"}
        }
      },
      "ShareSubmission": {
        "description": "What is shared: a saved scenario as it is now, or a text.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "scenario": {"$ref": "#/components/schemas/ScenarioText"},
          "scenarioId": {"type": "string", "minLength": 1, "maxLength": 64},
          "configuration": {"$ref": "#/components/schemas/ConfigurationChoice"},
          "step": {"type": "integer", "minimum": 0, "maximum": 1000000000},
          "view": {"description": "What the page looked at: any JSON up to 16 KiB."}
        },
        "oneOf": [{"required": ["scenario"]}, {"required": ["scenarioId"]}]
      },
      "ShareCreated": {
        "type": "object",
        "required": ["slug", "url"],
        "properties": {"slug": {"type": "string"}, "url": {"type": "string"}}
      },
      "Share": {
        "type": "object",
        "required": ["slug", "scenario", "createdAt"],
        "properties": {
          "slug": {"type": "string"},
          "scenario": {"$ref": "#/components/schemas/ScenarioText"},
          "configuration": {"$ref": "#/components/schemas/ConfigurationChoice"},
          "step": {"type": "integer", "minimum": 0},
          "view": true,
          "createdAt": {"type": "string", "format": "date-time"}
        }
      }
    }
    """#
}

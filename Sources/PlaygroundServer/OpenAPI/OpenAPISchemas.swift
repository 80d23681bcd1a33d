import KubernetesAPI

/// The schemas that the OpenAPI document refers to, by name.
enum OpenAPISchemas {
  static let all: JSONValue = {
    var schemas: JSONValue = [:]
    for text in [common, scenarios, runs, clusters, tables, comparisons] {
      // A text that is no JSON would leave its schemas out, and the test that follows every reference would tell.
      for (name, schema) in (try? JSONValue(json: text))?.members ?? [:] { schemas[name] = schema }
    }
    return schemas
  }()

  private static let common = #"""
    {
      "Problem": {
        "description": "RFC 9457. `causes` is there when the mistakes have places.",
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
          "type": {"type": "string"},
          "title": {"type": "string"},
          "status": {"type": "integer"},
          "detail": {"type": "string"},
          "causes": {"type": "array", "items": {"$ref": "#/components/schemas/Cause"}}
        }
      },
      "Cause": {
        "type": "object",
        "required": ["message"],
        "properties": {
          "line": {"type": "integer", "minimum": 1},
          "column": {"type": "integer", "minimum": 1},
          "field": {"type": "string"},
          "message": {"type": "string"},
          "object": {"type": "string"}
        }
      },
      "LocalizedText": {
        "description": "A text by language code.",
        "type": "object",
        "additionalProperties": {"type": "string"}
      },
      "Amounts": {
        "description": "By resource: milli-CPU for cpu, whole units for all others.",
        "type": "object",
        "additionalProperties": {"type": "integer"}
      },
      "Labels": {"type": "object", "additionalProperties": {"type": "string"}},
      "ConfigurationChoice": {
        "description": "The name of one of the scenario's configurations, a KubeSchedulerConfiguration, or null for the default.",
        "oneOf": [
          {"type": "null"},
          {"type": "string", "minLength": 1, "maxLength": 253},
          {
            "type": "object",
            "required": ["apiVersion", "kind"],
            "properties": {
              "apiVersion": {"const": "kubescheduler.config.k8s.io/v1"},
              "kind": {"const": "KubeSchedulerConfiguration"}
            }
          }
        ]
      },
      "OpenAPI": {"type": "object", "required": ["openapi", "info", "paths"]}
    }
    """#
}

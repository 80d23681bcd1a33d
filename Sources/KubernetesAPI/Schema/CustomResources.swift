extension Schema {
  /// Kinds that are not part of Kubernetes but that Berth knows, as a cluster does whose administrator has installed their
  /// CustomResourceDefinitions: PodGroups, which the Coscheduling plugin schedules as one.
  /// <https://github.com/kubernetes-sigs/scheduler-plugins/blob/master/apis/scheduling/v1alpha1/types.go>
  static let customResources = ##"""
    {"resources": [
      {
        "groupVersion": "scheduling.x-k8s.io/v1alpha1", "name": "podgroups", "singularName": "podgroup", "namespaced": true,
        "kind": "PodGroup", "shortNames": ["pg", "pgs"],
        "verbs": ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"]
      }
    ],
    "schemas": {
      "scheduling.x-k8s.io.v1alpha1.PodGroup": {
        "type": "object",
        "properties": {
          "apiVersion": {"type": "string"}, "kind": {"type": "string"},
          "metadata": {"default": {}, "$ref": "meta.v1.ObjectMeta"},
          "spec": {"$ref": "scheduling.x-k8s.io.v1alpha1.PodGroupSpec"},
          "status": {"$ref": "scheduling.x-k8s.io.v1alpha1.PodGroupStatus"}
        },
        "x-kubernetes-group-version-kind": [{"group": "scheduling.x-k8s.io", "kind": "PodGroup", "version": "v1alpha1"}]
      },
      "scheduling.x-k8s.io.v1alpha1.PodGroupList": {
        "type": "object", "required": ["items"],
        "properties": {
          "apiVersion": {"type": "string"}, "kind": {"type": "string"},
          "metadata": {"default": {}, "$ref": "meta.v1.ListMeta"},
          "items": {"type": "array", "items": {"$ref": "scheduling.x-k8s.io.v1alpha1.PodGroup"}}
        },
        "x-kubernetes-group-version-kind": [{"group": "scheduling.x-k8s.io", "kind": "PodGroupList", "version": "v1alpha1"}]
      },
      "scheduling.x-k8s.io.v1alpha1.PodGroupSpec": {
        "type": "object",
        "properties": {
          "minMember": {"type": "integer", "format": "int32"},
          "minResources": {
            "type": "object", "additionalProperties": {"$ref": "api.resource.Quantity"}, "goType": "v1.ResourceList"
          },
          "scheduleTimeoutSeconds": {"type": "integer", "format": "int32"}
        }
      },
      "scheduling.x-k8s.io.v1alpha1.PodGroupStatus": {
        "type": "object",
        "properties": {
          "phase": {"type": "string"}, "occupiedBy": {"type": "string"},
          "scheduled": {"type": "integer", "format": "int32"}, "running": {"type": "integer", "format": "int32"},
          "succeeded": {"type": "integer", "format": "int32"}, "failed": {"type": "integer", "format": "int32"},
          "scheduleStartTime": {"$ref": "meta.v1.Time"}
        }
      }
    }}
    """##
}

import KubernetesAPI

/// A change of one field of ``pod``, and what kube-apiserver v1.34.9 says to it.
struct PodChange: Sendable {
  var field: String
  var value: JSONValue
  var errors: [String]

  static let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      nodeName: node01
      activeDeadlineSeconds: 600
      tolerations: [{key: x, operator: Exists}]
      containers: [{name: web, image: nginx, resources: {requests: {cpu: 100m}}, env: [{name: A, value: "1"}]}]
    """

  static let all: [PodChange] = allowed + refused + fixed

  private static let allowed = [
    PodChange(field: "spec.containers[0].image", value: "nginx:2", errors: []),
    PodChange(field: "spec.activeDeadlineSeconds", value: 500, errors: []),
    PodChange(
      field: "spec.tolerations", value: [["key": "x", "operator": "Exists"], ["key": "y", "operator": "Exists"]],
      errors: []),
    PodChange(field: "metadata.labels", value: ["a": "b"], errors: []),
  ]

  private static let refused = [
    PodChange(
      field: "spec.activeDeadlineSeconds", value: 900,
      errors: ["spec.activeDeadlineSeconds: Invalid value: 900: must be less than or equal to previous value"]),
    PodChange(
      field: "spec.activeDeadlineSeconds", value: nil,
      errors: ["spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value"]),
    PodChange(
      field: "spec.tolerations", value: [],
      errors: ["spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds"]),
    PodChange(
      field: "spec.schedulingGates", value: [["name": "b"]],
      errors: ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'"]),
    PodChange(
      field: "spec.containers", value: [],
      errors: [
        "spec.containers: Required value", "spec.containers: Forbidden: pod updates may not add or remove containers",
      ]),
    PodChange(
      field: "metadata.uid", value: "other", errors: ["metadata.uid: Invalid value: \"other\": field is immutable"]),
  ]

  /// kube-apiserver ends this message with a dump of its own structures; here the changed fields are listed.
  private static let fixed = [
    ("spec.nodeName", "node02"), ("spec.containers[0].env[0].value", "2"), ("spec.priorityClassName", "high"),
    ("spec.containers[0].resources.requests.cpu", "150m"), ("spec.serviceAccountName", "other"),
  ].map { field, value in
    PodChange(
      field: field, value: .string(value),
      errors: [
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing "
          + "tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
          + "\nchanged: " + field
      ])
  }
}

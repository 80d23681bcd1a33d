/// A kind of volume and how it is made (`storage.k8s.io/v1.StorageClass`), as far as scheduling looks at it.
public struct StorageClass: Sendable, Hashable {
  public var name: String
  public var provisioner: String
  /// Whether claims wait until a Pod that uses them is scheduled (`WaitForFirstConsumer`).
  public var waitsForConsumer: Bool
  private struct Term: Sendable, Hashable {
    struct Expression: Sendable, Hashable {
      var key: String
      var values: [String]
    }

    var expressions: [Expression]
  }

  /// Where volumes can be made: alternatives. Empty for everywhere.
  private var terms: [Term]

  public init(_ object: KubernetesObject) {
    name = object.name
    provisioner = object.value["provisioner"].string ?? ""
    waitsForConsumer = object.value["volumeBindingMode"].string == "WaitForFirstConsumer"
    terms = object.value["allowedTopologies"].items.map { term in
      Term(
        expressions: term["matchLabelExpressions"].items.map {
          Term.Expression(key: $0["key"].string ?? "", values: $0["values"].strings)
        })
    }
  }

  /// Whether volumes can be made for Nodes with these labels. A term without expressions allows nothing.
  public func allowsProvisioning(for labels: [String: String]) -> Bool {
    terms.isEmpty
      || terms.contains { term in
        !term.expressions.isEmpty
          && term.expressions.allSatisfy { labels[$0.key].map($0.values.contains) ?? false }
      }
  }

  /// Whether the provisioner makes volumes at all.
  public var canProvision: Bool { !provisioner.isEmpty && provisioner != "kubernetes.io/no-provisioner" }
}

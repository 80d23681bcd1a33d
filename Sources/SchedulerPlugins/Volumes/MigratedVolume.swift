import KubernetesAPI
import SchedulerFramework

/// A volume of a plugin of old on a Node where a CSI driver does the plugin's work: it is reached by the driver's own zone
/// label, whatever label the volume names its zone by.
/// <https://kubernetes.io/docs/concepts/storage/volumes/#csi-migration>
struct MigratedVolume {
  private static let zone = "topology.kubernetes.io/zone"
  private static let betaZone = "failure-domain.beta.kubernetes.io/zone"

  private let volume: PersistentVolume
  /// The label by which the driver tells zones apart.
  private let zoneKey: String

  /// nil for a volume that is left as it is on the Node.
  init?(_ volume: PersistentVolume, on csiNode: @autoclosure () -> KubernetesObject?) {
    guard let plugin = InTreeVolumes.migration(of: volume.object.value["spec"]), let csiNode = csiNode() else {
      return nil
    }
    let migrated = csiNode.annotations[InTreeVolumes.migratedAnnotation]?.split(separator: ",") ?? []
    guard migrated.contains(where: { $0 == plugin.name }) else { return nil }
    self.volume = volume
    zoneKey = plugin.zoneKey
  }

  /// Whether a Node with these labels can reach the volume.
  func isReachable(from labels: [String: String]) -> Bool {
    affinity?.matches(labels: labels, name: "") ?? true
  }

  /// The zones of the volume's node affinity under the driver's key; without any, those of its label.
  private var affinity: NodeSelector? {
    let known = volumeZoneKey
    var terms = volume.object.value["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"].items
    if terms.contains(where: { names(known, $0) }) {
      terms = terms.map { replacing(known, in: $0) }
    } else if let zones = zonesOfLabel(known) {
      let place: JSONValue = ["key": .string(zoneKey), "operator": "In", "values": .array(zones.map(JSONValue.string))]
      if terms.isEmpty { terms = [["matchExpressions": []]] }
      terms = terms.map { term in
        var term = term
        term["matchExpressions"] = .array(term["matchExpressions"].items + [place])
        return term
      }
    } else {
      return volume.nodeAffinity
    }
    return NodeSelector(["nodeSelectorTerms": .array(terms)])
  }

  /// The older label counts only where the newer one is nowhere.
  private var volumeZoneKey: String {
    let terms = volume.object.value["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"].items
    let isNew = terms.contains { names(Self.zone, $0) } || volume.metadata.labels[Self.zone] != nil
    return isNew ? Self.zone : Self.betaZone
  }

  private func names(_ key: String, _ term: JSONValue) -> Bool {
    term["matchExpressions"].items.contains { $0["key"].string == key }
  }

  private func replacing(_ key: String, in term: JSONValue) -> JSONValue {
    var term = term
    term["matchExpressions"] = .array(
      term["matchExpressions"].items.map { expression in
        var expression = expression
        if expression["key"].string == key { expression["key"] = .string(zoneKey) }
        return expression
      })
    return term
  }

  private func zonesOfLabel(_ key: String) -> [String]? {
    let zones = Set(VolumeZone.zones(in: volume.metadata.labels[key] ?? "")).subtracting([""])
    return zones.isEmpty ? nil : zones.sorted()
  }
}

/// The defaults of volumes.
enum VolumeDefaults {
  /// Files are readable for everybody and writable for their owner: 0644.
  private static let fileMode: Int64 = 0o644

  /// A volume of a Pod; one without any source is an empty directory.
  static func apply(to volume: inout JSONValue) {
    if volume.members.allSatisfy({ $0.key == "name" || $0.value.isNull }) { volume["emptyDir"] = [:] }
    applyToSource(&volume)
    for kind in ["secret", "configMap"] { volume.ifPresent(kind) { $0.fill("defaultMode", .integer(fileMode)) } }
    volume.ifPresent("downwardAPI", applyToDownwardAPI)
    volume.ifPresent("projected", applyToProjected)
    volume.ifPresent("ephemeral") { ephemeral in
      ephemeral.ifPresent("volumeClaimTemplate") { template in
        template.ifPresent("spec", StorageDefaults.applyToClaimSpec)
      }
    }
    volume.ifPresent("image") { image in
      image.fillText("pullPolicy", ContainerDefaults.imagePullPolicy(image["reference"].text))
    }
    volume.ifPresent("emptyDir") { directory in
      if let limit = Quantity(directory["sizeLimit"]) { directory["sizeLimit"] = .string(limit.description) }
    }
  }

  /// The sources that Pods and PersistentVolumes share.
  static func applyToSource(_ source: inout JSONValue) {
    source.ifPresent("hostPath") { $0.fill("type", "") }
    source.ifPresent("iscsi") { $0.fillText("iscsiInterface", "default") }
    source.ifPresent("rbd") { disk in
      disk.fillText("pool", "rbd")
      disk.fillText("user", "admin")
      disk.fillText("keyring", "/etc/ceph/keyring")
    }
    source.ifPresent("azureDisk") { disk in
      disk.fill("cachingMode", "ReadWrite")
      disk.fill("fsType", "ext4")
      disk.fill("readOnly", false)
      disk.fill("kind", "Shared")
    }
    source.ifPresent("scaleIO") { disk in
      disk.fillText("storageMode", "ThinProvisioned")
      disk.fillText("fsType", "xfs")
    }
  }

  private static func applyToDownwardAPI(_ source: inout JSONValue) {
    source.fill("defaultMode", .integer(fileMode))
    source.forEachItem(of: "items", applyToDownwardFile)
  }

  private static func applyToDownwardFile(_ file: inout JSONValue) {
    file.ifPresent("fieldRef") { $0.fillText("apiVersion", "v1") }
    file.ifPresent("resourceFieldRef") { $0.fill("divisor", "0") }
  }

  private static func applyToProjected(_ source: inout JSONValue) {
    source.fill("defaultMode", .integer(fileMode))
    source.forEachItem(of: "sources") { item in
      item.ifPresent("downwardAPI") { $0.forEachItem(of: "items", applyToDownwardFile) }
      item.ifPresent("serviceAccountToken") { $0.fill("expirationSeconds", 3600) }
    }
  }
}

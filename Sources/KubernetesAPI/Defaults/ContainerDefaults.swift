/// The defaults of containers.
enum ContainerDefaults {
  static func apply(to container: inout JSONValue) {
    container.fill("resources", [:])
    container.ifPresent("resources") { ResourceListDefaults.apply(toRequirements: &$0) }
    container.fillText("terminationMessagePath", "/dev/termination-log")
    container.fillText("terminationMessagePolicy", "File")
    container.fillText("imagePullPolicy", imagePullPolicy(container["image"].text))
    container.forEachItem(of: "ports") { $0.fillText("protocol", "TCP") }
    container.forEachItem(of: "env") { variable in
      variable.ifPresent("valueFrom") { source in
        source.ifPresent("fieldRef") { $0.fillText("apiVersion", "v1") }
        source.ifPresent("resourceFieldRef") { $0.fill("divisor", "0") }
      }
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
      container.ifPresent(probe, applyToProbe)
    }
    container.ifPresent("lifecycle") { lifecycle in
      lifecycle.ifPresent("postStart", applyToHandler)
      lifecycle.ifPresent("preStop", applyToHandler)
    }
  }

  private static func applyToProbe(_ probe: inout JSONValue) {
    applyToHandler(&probe)
    probe.ifPresent("grpc") { $0.fill("service", "") }
    probe.fillNumber("timeoutSeconds", 1)
    probe.fillNumber("periodSeconds", 10)
    probe.fillNumber("successThreshold", 1)
    probe.fillNumber("failureThreshold", 3)
  }

  private static func applyToHandler(_ handler: inout JSONValue) {
    handler.ifPresent("httpGet") { request in
      request.fillText("path", "/")
      request.fillText("scheme", "HTTP")
    }
  }

  /// `Always` for the tag `latest`, given or implied; `IfNotPresent` for any other tag, for digests, and for what is no
  /// image at all.
  static func imagePullPolicy(_ image: String) -> String {
    if image.contains("@") {
      return tag(of: image.prefix { $0 != "@" }, implied: nil) == "latest" ? always : ifNotPresent
    }
    return tag(of: image[...], implied: "latest") == "latest" ? always : ifNotPresent
  }

  private static let always = "Always"
  private static let ifNotPresent = "IfNotPresent"

  /// nil when the text is no name of an image.
  private static func tag(of image: Substring, implied: String?) -> String? {
    var path = image
    var tag = implied
    if let colon = image.lastIndex(of: ":"), !image[colon...].contains("/") {
      tag = String(image[image.index(after: colon)...])
      path = image[..<colon]
    }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isHost = parts.first.map { $0.contains(".") || $0.contains(":") || $0 == "localhost" } == true
    if parts.count > 1, isHost { parts.removeFirst() }
    let isName = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
          default: false
          }
        }
    }
    return isName ? tag : nil
  }
}

import KubernetesAPI

/// A configuration whose fields all exist and have the right types; nothing else is checked.
struct ConfigurationDocument {
  var root: JSONValue
  var profiles: [DecodedProfile]

  /// - Throws: what kube-scheduler says when it cannot decode the configuration.
  init(_ value: JSONValue?) throws(ConfigurationError) {
    guard let value, !value.isNull else {
      root = .object([:])
      profiles = [Self.defaultProfile]
      return
    }
    root = value
    let type = try DecodedType(of: value)
    guard type.groupVersion == ConfigurationSchema.groupVersion, type.kind == ConfigurationSchema.kind else {
      throw type.unexpected
    }
    let decoder = StrictDecoder(value, as: ConfigurationSchema.configuration)
    if let error = decoder.typeError { throw ConfigurationError(error.message, causes: [error]) }
    var messages = decoder.unknownFields.map(\.message)
    var causes = decoder.unknownFields

    var profiles: [DecodedProfile] = []
    for (index, profile) in value["profiles"].items.enumerated() {
      let location = FieldPath("profiles").index(index)
      var plugins: [PluginConfiguration] = []
      for (number, plugin) in profile["pluginConfig"].items.enumerated() {
        let place = ".profiles[\(index)].pluginConfig[\(number)]"
        let argumentsLocation = location.field("pluginConfig").index(number).field("args")
        let decoded = try DecodedArguments(of: plugin, place: place, location: argumentsLocation)
        if let message = decoded.message { messages.append(message) }
        causes += decoded.unknownFields
        plugins.append(decoded.configuration)
      }
      profiles.append(
        DecodedProfile(
          value: profile, schedulerName: profile["schedulerName"].string ?? "", location: location,
          pluginConfiguration: plugins))
    }
    guard messages.isEmpty else {
      throw ConfigurationError("strict decoding error: \(messages.joined(separator: ", "))", causes: causes)
    }
    if profiles.isEmpty {
      profiles = [Self.defaultProfile]
    } else if profiles.count == 1 && profiles[0].value["schedulerName"].isNull {
      // Of several profiles each must say its name.
      profiles[0].schedulerName = Self.defaultName
    }
    self.profiles = profiles
  }

  private static let defaultName = "default-scheduler"

  private static var defaultProfile: DecodedProfile {
    DecodedProfile(
      value: .object([:]), schedulerName: defaultName, location: FieldPath("profiles").index(0),
      pluginConfiguration: [])
  }
}

/// A profile of a ``ConfigurationDocument``.
struct DecodedProfile {
  /// The profile as written.
  var value: JSONValue
  /// Empty when it is missing.
  var schedulerName: String
  /// Where the profile stands.
  var location: FieldPath
  /// The arguments that are written down, in their order.
  var pluginConfiguration: [PluginConfiguration]
}

/// An entry of a profile's `pluginConfig`.
struct PluginConfiguration {
  var name: String
  /// The arguments as written.
  var value: JSONValue
  var arguments: PluginArguments
  /// Where the arguments stand.
  var location: FieldPath
}

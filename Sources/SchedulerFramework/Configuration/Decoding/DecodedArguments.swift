import KubernetesAPI

/// The arguments of one plugin, decoded strictly.
struct DecodedArguments {
  var configuration: PluginConfiguration
  /// What the strict decoder says of fields that do not exist; nil when all of them do.
  var message: String?
  var unknownFields: [FieldError] = []

  /// - Parameters:
  ///   - plugin: an entry of `pluginConfig`.
  ///   - place: how messages name the entry.
  ///   - location: where its arguments stand.
  /// - Throws: what kube-scheduler says when the arguments cannot be decoded at all.
  init(of plugin: JSONValue, place: String, location: FieldPath) throws(ConfigurationError) {
    let name = plugin["name"].string ?? ""
    let arguments = plugin["args"]
    configuration = PluginConfiguration(
      name: name, value: arguments, arguments: PluginArguments(plugin: name, arguments), location: location)
    let kind = name + "Args"
    guard ArgumentsSchema.type(ofKind: kind) != nil else { return }

    func failure(_ text: String, _ causes: [FieldError]) -> ConfigurationError {
      ConfigurationError("decoding \(place): \(text)", causes: causes)
    }
    let context = "decoding args for plugin \(name): "
    let type: DecodedType
    do throws(ConfigurationError) {
      type = try DecodedType(of: arguments, defaultKind: kind)
      guard type.isRegistered else { throw type.notRegistered }
    } catch {
      let causes = error.causes.map { cause in
        FieldError(
          cause.reason, message: cause.message, at: FieldPath(location.elements + cause.location.elements))
      }
      throw failure(context + error.message, causes)
    }
    let objectType = ArgumentsSchema.type(ofKind: type.kind) ?? ConfigurationSchema.configuration
    let decoder = StrictDecoder(arguments, as: objectType, within: location)
    if let error = decoder.typeError { throw failure(context + error.message, [error]) }
    guard type.kind == kind else {
      let group = ConfigurationSchema.group
      let text = "args for plugin \(name) were not of type \(kind).\(group), got \(type.kind).\(group)"
      throw failure(text, [FieldError(.invalid, message: text, at: location)])
    }
    guard !decoder.unknownFields.isEmpty else { return }
    unknownFields = decoder.unknownFields
    let fields = unknownFields.map(\.message).joined(separator: ", ")
    message = "decoding \(place): strict decoding error: \(context)strict decoding error: \(fields)"
  }
}

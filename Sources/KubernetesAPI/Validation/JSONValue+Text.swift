extension JSONValue {
  /// The string, or an empty one where there is none: to the API server they are the same.
  var text: String { string ?? "" }
}

extension String {
  /// Up to six texts one after the other.
  ///
  /// Room is made for all of them at once, where interpolation makes room again and again.
  public static func joining(
    _ first: String, _ second: String, _ third: String = "", _ fourth: String = "", _ fifth: String = "",
    _ sixth: String = ""
  ) -> String {
    let size =
      first.utf8.count + second.utf8.count + third.utf8.count + fourth.utf8.count + fifth.utf8.count + sixth.utf8.count
    return String(unsafeUninitializedCapacity: size) { room in
      var end = 0
      func add(_ text: String) {
        if !text.isEmpty { end = room[end...].initialize(fromContentsOf: text.utf8) }
      }
      add(first)
      add(second)
      add(third)
      add(fourth)
      add(fifth)
      add(sixth)
      return end
    }
  }
}

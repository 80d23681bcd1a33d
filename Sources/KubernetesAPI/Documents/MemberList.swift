/// The members of an object in the making whose keys are given again or merged.
struct MemberList {
  private(set) var members: [SourcePlaces.Member] = []
  /// Where each key stands, and whether it came from a merge, so that it may be given again.
  private var places: [String: (index: Int, isMerged: Bool)] = [:]

  init(_ members: [SourcePlaces.Member]) {
    for member in members { append(member, isMerged: false) }
  }

  /// False for a key that has been given before.
  mutating func add(_ member: SourcePlaces.Member) -> Bool {
    guard let place = places[member.key] else {
      append(member, isMerged: false)
      return true
    }
    places[member.key]?.isMerged = false
    if place.isMerged {
      members[place.index] = member
    } else {
      members.append(member)
    }
    return place.isMerged
  }

  /// Adds a member of a merged map, which gives way to what comes after it, but not to what came before: in Kubernetes'
  /// YAML each entry, merge or not, overrides the ones before it.
  mutating func merge(_ member: SourcePlaces.Member) {
    if let place = places[member.key] {
      members[place.index] = member
    } else {
      append(member, isMerged: true)
    }
  }

  private mutating func append(_ member: SourcePlaces.Member, isMerged: Bool) {
    places[member.key] = (members.count, isMerged)
    members.append(member)
  }

  /// The object that they make: a key given again keeps its place, and gets the last value.
  var object: JSONObject {
    var object = JSONObject(minimumCapacity: members.count)
    for member in members { object[member.key] = member.value }
    return object
  }
}

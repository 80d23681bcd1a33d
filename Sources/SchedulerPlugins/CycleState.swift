/// kube-scheduler's words for a plugin that is asked at one extension point without having run at the one before, which
/// a configuration can bring about.
enum CycleState {
  static func missing(_ key: String, prefix: String = "reading") -> String {
    "\(prefix) \"\(key)\" from cycleState: not found"
  }
}

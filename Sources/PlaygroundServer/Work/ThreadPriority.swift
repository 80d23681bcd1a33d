import Foundation

/// The priority of threads, as far as the system lets them differ.
enum ThreadPriority {
  /// From now on the calling thread runs when others leave it time. There is no way back.
  static func yieldToOthers() {
    #if os(Linux)
      // Linux keeps the niceness of each thread: 0 is the calling one.
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    #endif
  }
}

/// Runs a task on the threads that it meets: on the one that makes it, and after each wait on the one that ends the wait.
///
/// It has no threads, and so nobody has to wake up. Who ends a wait must hold no lock that the task takes.
final class InPlaceExecutor: TaskExecutor {
  static let shared = InPlaceExecutor()

  func enqueue(_ job: consuming ExecutorJob) { job.runSynchronously(on: asUnownedTaskExecutor()) }
}

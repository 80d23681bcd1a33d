import ArgumentParser

/// What a command was given cannot be used: the message goes to standard error, and the exit status is 2.
struct InputError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

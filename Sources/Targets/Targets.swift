import Project

/// What can run a stack, the default first.
package enum Targets {
  package static let all: [any Target] = [
    ComposeTarget(),
    HostTarget(),
  ]
}

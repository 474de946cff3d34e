import ArgumentParser

/// A command as a function of its arguments: it calls a use case and hands what that returns to the presenter.
protocol PresentedCommand: ParsableCommand {
  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus
}

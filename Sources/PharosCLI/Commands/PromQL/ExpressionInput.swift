import ArgumentParser
import PromQL

/// Where a command takes its expressions from: arguments, files, or standard input.
struct ExpressionInput: ParsableArguments {
  @Argument(
    help: """
      Expressions; after `--` they may begin with a sign. `-` reads one from standard input, which is also where it comes \
      from when nothing is named.
      """)
  var expressions: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file with one expression, or a YAML file, of which every `expr:` is read. May be repeated.", valueName: "file"),
    completion: .file())
  var file: [String] = []

  /// The expressions, once what is to be said of the files has been shown.
  func items(_ presenter: Presenter) throws(CommandFailure) -> [ExpressionItem] {
    let outcome = try ReadExpressions()(expressions, files: file)
    presenter.show(outcome.notices)
    return outcome.items
  }

  /// Shows each expression that is right, and what is wrong with the others.
  func show(_ presenter: Presenter, _ text: (Expr) -> String) throws(CommandFailure) -> ExitStatus {
    let (expressions, findings) = ParseExpressions()(try items(presenter))
    for expression in expressions { presenter.console.print(text(expression)) }
    presenter.show(findings)
    return findings.isEmpty ? .success : .cannot
  }
}

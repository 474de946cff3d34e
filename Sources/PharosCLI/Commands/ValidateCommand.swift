import ArgumentParser
import Documents

struct ValidateCommand: PresentedCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Tell every problem of a spec at once.",
    discussion: """
      Exits with 1 when a finding is at or above --fail-on.

      Examples:
        pharos validate
        pharos validate --env staging --format json deploy/pharos.yml
      """)

  @OptionGroup var options: SpecOptions

  @Option(help: "How findings are written: \(ReportFormat.names).")
  var format = ReportFormat.text

  @Option(name: .customLong("fail-on"), help: "The least severity that fails: info, warning or error.")
  var failOn = Severity.error

  func run(_ presenter: Presenter) throws(CommandFailure) -> ExitStatus {
    let outcome = try Validate()(options.choice)
    if outcome.findings.isEmpty, format == .text {
      presenter.console.print("\(outcome.path): no findings")
      return .success
    }
    return presenter.show(FindingReport(findings: outcome.findings, files: 1, failOn: failOn), as: format)
  }
}

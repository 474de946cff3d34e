import Documents

/// Prints what the use cases return; together with the commands, which hand it over, the only code that prints.
struct Presenter {
  let console: Console

  func show(_ notices: [Notice]) {
    for notice in notices {
      switch notice {
      case .text(let text): console.printError(VisibleText.line(SecretText.masked(text, isProse: true)))
      case .findings(let findings): show(findings)
      }
    }
  }

  /// Findings that are not the result itself.
  func show(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    console.printError(TextReport.render(findings, isColored: console.isErrorColored))
  }

  /// Findings that are the result.
  func show(_ report: FindingReport, as format: ReportFormat) -> ExitStatus {
    format.write(report, isColored: console.isOutputColored, to: format == .text ? console.print : console.output)
    return report.fails ? .no : .success
  }

  func show(_ failure: CommandFailure) -> ExitStatus {
    show(failure.notices)
    if failure.message != nil { console.printError("error: \(failure)") }
    return switch failure.kind {
    case .cannot: .cannot
    case .defect: .defect
    }
  }
}

import ArgumentParser
import Documents

/// How findings are written, one file each beside this one.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github, gitlab, checkstyle, junit

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  func render(_ report: FindingReport) -> String {
    switch self {
    case .text: TextReport.render(report, isColored: Console.isColored(1))
    case .json: JSONReport.render(report.findings, files: report.files)
    case .sarif: SARIFReport.render(report)
    case .github: GitHubReport.render(report)
    case .gitlab: GitLabReport.render(report)
    case .checkstyle: CheckstyleReport.render(report)
    case .junit: JUnitReport.render(report)
    }
  }
}

/// What a command found, for any format.
struct FindingReport {
  /// Sorted by place.
  var findings: [Finding]
  /// How many files were looked at.
  var files: Int
  /// The least severity that fails.
  var failOn = Severity.error
}

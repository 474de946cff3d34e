import ArgumentParser
import Documents

/// How findings are written, one file each beside this one.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github, gitlab, checkstyle, junit

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// UTF-8.
  func bytes(_ report: FindingReport) -> [UInt8] {
    switch self {
    case .text: TextReport.bytes(report, isColored: Console.isColored(1))
    case .json: Array(JSONReport.render(report.findings, files: report.files).utf8)
    case .sarif: Array(SARIFReport.render(report).utf8)
    case .github: Array(GitHubReport.render(report).utf8)
    case .gitlab: Array(GitLabReport.render(report).utf8)
    case .checkstyle: Array(CheckstyleReport.render(report).utf8)
    case .junit: Array(JUnitReport.render(report).utf8)
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

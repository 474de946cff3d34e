import Documents

/// How findings are written, one file each beside this one.
enum ReportFormat: String, CaseIterable {
  case text, json, sarif, github, gitlab, checkstyle, junit

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// - Parameter output: takes UTF-8, a piece at a time; the last one ends in a line feed.
  func write(_ report: FindingReport, isColored: Bool, to output: ([UInt8]) -> Void) {
    func whole(_ text: String) { output(Array((text.hasSuffix("\n") ? text : text + "\n").utf8)) }
    switch self {
    case .text: TextReport.write(report, isColored: isColored, to: output)
    case .json: whole(JSONReport.render(report))
    case .sarif: whole(SARIFReport.render(report))
    case .github: whole(GitHubReport.render(report))
    case .gitlab: whole(GitLabReport.render(report))
    case .checkstyle: whole(CheckstyleReport.render(report))
    case .junit: whole(JUnitReport.render(report))
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
  /// How many files were left out, as something fills them in before anybody reads them.
  var templates = 0
  /// How many findings were left out, as a baseline has them.
  var known = 0

  /// Whether anything is as severe as what fails.
  var fails: Bool { findings.contains { $0.severity >= failOn } }

  /// What was left out, for people; nil where nothing was.
  var leftOut: String? {
    let parts = [
      templates == 0 ? nil : Self.count(ofTemplates: templates),
      known == 0 ? nil : "\(known) known finding\(known == 1 ? "" : "s")",
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "skipped " + parts.joined(separator: " and ")
  }

  static func count(ofTemplates count: Int) -> String { "\(count) template source\(count == 1 ? "" : "s")" }
}

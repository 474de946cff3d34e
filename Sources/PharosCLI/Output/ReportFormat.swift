import Documents

/// How findings are written, one file each beside this one.
enum ReportFormat: String, CaseIterable {
  case text, json, sarif, github, gitlab, checkstyle, junit

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// - Parameter output: takes UTF-8, a piece at a time; the last one ends in a line feed.
  func write(_ report: FindingReport, isColored: Bool, to output: ([UInt8]) -> Void) {
    switch self {
    case .text: TextReport.write(report, isColored: isColored, to: output)
    case .json: JSONReport.write(report, to: output)
    case .sarif: SARIFReport.write(report, to: output)
    case .gitlab: GitLabReport.write(report, to: output)
    case .github: lines(to: output) { GitHubReport.write(report, to: &$0) }
    case .checkstyle: lines(to: output) { CheckstyleReport.write(report, to: &$0) }
    case .junit: lines(to: output) { JUnitReport.write(report, to: &$0) }
    }
  }

  private func lines(to output: ([UInt8]) -> Void, _ write: (inout LineOutput) -> Void) {
    withoutActuallyEscaping(output) { output in
      var lines = LineOutput(to: output)
      write(&lines)
      lines.flush()
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

extension [Finding] {
  /// The same in their order; each file lets go of its bytes once its last one is behind.
  var inPassing: some Sequence<Finding> {
    indices.lazy.map { index in
      if index > 0, self[index - 1].source !== self[index].source { self[index - 1].source.release() }
      return self[index]
    }
  }
}

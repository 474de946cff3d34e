import Documents

/// Findings as a report of Code Quality, <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
enum GitLabReport {
  private static let severities: [Severity: String] = [.error: "major", .warning: "minor", .info: "info"]

  static func write(_ report: FindingReport, to output: ([UInt8]) -> Void) {
    let issues = report.fingerprinted.lazy.map { finding, fingerprint -> Tree in
      [
        "description": .string(finding.message + (finding.help.map { "; \($0)" } ?? "")),
        "check_name": .string(finding.rule),
        "fingerprint": .string(fingerprint),
        "severity": .string(severities[finding.severity] ?? "info"),
        "location": ["path": .string(finding.source.name), "lines": ["begin": .integer(finding.start.line)]],
      ]
    }
    JSONWriter.write([], filledWith: issues, to: output)
  }
}

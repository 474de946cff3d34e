import Documents

/// Findings for programs; the shape is fixed by its `version`.
enum JSONReport {
  static func write(_ report: FindingReport, to output: ([UInt8]) -> Void) {
    let findings = report.findings
    let tree: Tree = [
      "version": 1,
      "findings": [],
      "summary": .compact([
        "files": .integer(report.files), "errors": count(findings, .error), "warnings": count(findings, .warning),
        "infos": count(findings, .info),
        "templates": report.templates == 0 ? nil : .integer(report.templates),
        "known": report.known == 0 ? nil : .integer(report.known),
      ]),
    ]
    JSONWriter.write(tree, filledWith: report.findings.inPassing.lazy.map(finding), to: output)
  }

  private static func finding(_ finding: Finding) -> Tree {
    .compact([
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message), "file": .string(finding.source.name), "start": position(finding.start),
      "end": position(finding.end),
      "notes": .list(
        finding.notes.map { note in
          [
            "message": .string(note.message), "file": .string(note.source.name),
            "start": position(note.source.position(at: note.range.lowerBound)),
            "end": position(note.source.position(at: note.range.upperBound)),
          ]
        }),
      "url": RuleLink.url(finding.rule).map { .string($0) }, "help": finding.help.map { .string($0) },
      "fix": finding.fix.map { .string($0.summary) },
    ])
  }

  private static func position(_ position: Position) -> Tree {
    ["line": .integer(position.line), "column": .integer(position.column)]
  }

  private static func count(_ findings: [Finding], _ severity: Severity) -> Tree {
    .integer(findings.count { $0.severity == severity })
  }
}

import Documents

/// Findings as test cases, one each, for what reads JUnit's XML; what is below the severity that fails passes, with its text.
enum JUnitReport {
  static func write(_ report: FindingReport, to lines: inout LineOutput) {
    let failures = report.findings.count { $0.severity >= report.failOn }
    let tests = max(report.findings.count, 1)
    let counts: KeyValuePairs = ["name": "pharos", "tests": "\(tests)", "failures": "\(failures)", "errors": "0"]
    lines.line(XML.declaration)
    lines.line("<testsuites\(XML.attributes(counts))>")
    lines.line("  <testsuite\(XML.attributes(counts))>")
    for finding in report.findings.inPassing {
      for line in testCase(finding, isFailure: finding.severity >= report.failOn) { lines.line(line) }
    }
    if report.findings.isEmpty {
      lines.line("    <testcase\(XML.attributes(["classname": "pharos", "name": "no findings"]))/>")
    }
    lines.line("  </testsuite>")
    lines.line("</testsuites>")
  }

  private static func testCase(_ finding: Finding, isFailure: Bool) -> [String] {
    let file = VisibleText.line(finding.source.name)
    let place = "\(file):\(finding.start.line):\(finding.start.column)"
    let text = XML.text(TextReport.render(finding, isColored: false))
    let body =
      isFailure
      ? "      <failure\(XML.attributes(["type": finding.severity.rawValue, "message": finding.message]))>\(text)</failure>"
      : "      <system-out>\(text)</system-out>"
    return [
      "    <testcase\(XML.attributes(["classname": finding.rule, "name": place, "file": file]))>", body,
      "    </testcase>",
    ]
  }
}

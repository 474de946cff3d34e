import Documents

/// Findings in what tests of programs read.
///
/// It may be wrong on purpose, so nothing there is more than an info; and the metrics in it were named by somebody else, so nothing is
/// said of their names. Both count again where somebody asks for that very file.
enum FixtureFindings {
  /// - Parameters:
  ///   - findings: those of a file beside each other.
  ///   - named: the files that were asked for by name.
  static func judged(_ findings: [Finding], except named: Set<String>) -> [Finding] {
    var source: SourceFile?
    var isFixture = false
    return findings.compactMap { finding in
      if source !== finding.source {
        source = finding.source
        isFixture = finding.source.isFixture && !named.contains(finding.source.name)
      }
      // The tests of rules are meant to be right, and promtool reads them.
      if !isFixture || finding.rule.hasPrefix("rule-tests/") { return finding }
      return finding.rule.hasPrefix("metric/") ? nil : finding.with(.info)
    }
  }
}

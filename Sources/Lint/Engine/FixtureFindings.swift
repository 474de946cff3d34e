import Documents

/// Findings in what tests of programs read, in what nobody uses any more, and in what something makes other files of.
///
/// What tests read may be wrong on purpose, and what is abandoned harms nobody, so nothing there is more than an info. The metrics in test
/// data were named by somebody else, so nothing is said of their names. What is refused in a template may not be there in what is made of
/// it, so no finding there is an error. All count again where somebody asks for that very file.
enum FixtureFindings {
  /// - Parameters:
  ///   - findings: those of a file beside each other.
  ///   - named: the files that were asked for by name.
  static func judged(_ findings: [Finding], except named: Set<String>) -> [Finding] {
    var source: SourceFile?
    var most = Severity.error
    var isFixture = false
    return findings.compactMap { finding in
      if source !== finding.source {
        source = finding.source
        let isNamed = named.contains(finding.source.name)
        isFixture = finding.source.isFixture && !isNamed
        most = isNamed ? .error : finding.source.isAbandoned ? .info : finding.source.isTemplate ? .warning : .error
      }
      // The tests of rules are meant to be right, and promtool reads them.
      if isFixture, !finding.rule.hasPrefix("rule-tests/") {
        return finding.rule.hasPrefix("metric/") ? nil : finding.with(.info)
      }
      return finding.severity > most ? finding.with(most) : finding
    }
  }
}

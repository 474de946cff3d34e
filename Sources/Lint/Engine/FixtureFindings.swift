import Documents

/// Findings in what tests of programs read, in what nobody uses any more, and in what something makes other files of.
///
/// What tests read may be wrong on purpose, and what is abandoned harms nobody, so nothing there is more than an info. The metrics in test
/// data were named by somebody else, so nothing is said of their names. What is refused in a template may not be there in what is made of
/// it, so no finding there is an error. All count again where somebody asks for that very file.
enum FixtureFindings {
  /// - Parameters:
  ///   - findings: those of a file beside each other.
  ///   - inputs: the files that were linted.
  static func judged(_ findings: [Finding], of inputs: [Linter.Input]) -> [Finding] {
    let named = Set(inputs.lazy.filter(\.isNamed).map(\.path))
    let roots = Dictionary(inputs.lazy.filter { !$0.root.isEmpty }.map { ($0.path, $0.root) }) { first, _ in first }
    var source: SourceFile?
    var most = Severity.error
    var isFixture = false
    return findings.compactMap { finding in
      if source !== finding.source {
        source = finding.source
        let isNamed = named.contains(finding.source.name)
        let purpose = FilePurpose(path: finding.source.name, below: roots[finding.source.name] ?? "")
        isFixture = purpose.isFixture && !isNamed
        most = isNamed ? .error : purpose.isAbandoned ? .info : purpose.isTemplate ? .warning : .error
      }
      // The tests of rules are meant to be right, and promtool reads them.
      if isFixture, !finding.rule.hasPrefix("rule-tests/") {
        return finding.rule.hasPrefix("metric/") ? nil : finding.with(.info)
      }
      return finding.severity > most ? finding.with(most) : finding
    }
  }
}

import Documents

/// How much findings matter, by what a file is for and by who reads it.
///
/// What tests read may be wrong on purpose, and what is abandoned harms nobody, so nothing there is more than an info. The metrics in test
/// data were named by somebody else, so nothing is said of their names. What is refused in a template may not be there in what is made of
/// it, so no finding there is an error. And what a program would refuse is an error only where that program gets to see the file: of any
/// other, `KnownReaders` cannot tell what it is for, and it may be a part of something, a sample, or a dialect of another tool. Nor is it an
/// error where a person is to write something else: `YOUR_WEBHOOK_URL`, `<your job>`.
/// All count in full where somebody asks for that very file.
struct FindingWeights {
  let readers: KnownReaders
  let settings: LintSettings

  /// - Parameter findings: those of a file beside each other.
  func judged(_ findings: [Finding]) -> [Finding] {
    var source: SourceFile?
    var most = Severity.error
    var isFixture = false
    return findings.compactMap { finding in
      if source !== finding.source {
        source = finding.source
        let purpose = finding.source.purpose
        isFixture = purpose.isFixture
        most = purpose.isAbandoned ? .info : purpose.isTemplate ? .warning : .error
      }
      // The tests of rules are meant to be right, and promtool reads them.
      if isFixture, !finding.rule.hasPrefix("rule-tests/") {
        return finding.rule.hasPrefix("metric/") ? nil : finding.with(.info)
      }
      if finding.severity > most { return finding.with(most) }
      return isDoubtful(finding) ? finding.with(.warning) : finding
    }
  }

  private func isDoubtful(_ finding: Finding) -> Bool {
    finding.severity == .error && finding.dependsOnReader
      && (!readers.read(finding.range, of: finding.source) || finding.isAtPlaceholder)
      && !settings.setsSeverity(of: finding.rule, in: finding.source.name)
  }
}

extension Finding {
  /// Whether it holds only for the program that the file seems to be made for. What is wrong in an expression, a template or a tree of
  /// routes is so in whatever file it stands.
  fileprivate var dependsOnReader: Bool {
    !Self.ofLanguages.contains(String(rule.prefix { $0 != "/" })) && !Self.ofLanguages.contains(rule)
  }

  /// Whether it is found at what somebody has to replace, in a file that nobody asked for by its name.
  fileprivate var isAtPlaceholder: Bool {
    guard source.given != source.name, range.count < 200 else { return false }
    let text = source.text(range).split { "\"' ".contains($0) }.joined(separator: " ")
    return Placeholder.isSubstituted(text) || text.hasPrefix("<") && text.hasSuffix(">")
  }

  private static let ofLanguages: Set<String> = [
    "alert", "inhibit", "objective", "panel", "promql", "routes", "policy",
    "dashboard/variable-query", "receivers/template", "rules/query-syntax", "file/unreadable",
  ]
}

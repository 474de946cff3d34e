import Documents
import Formats

extension Rule {
  static let oldMatchers = Rule(
    "alertmanager/old-matchers", .info,
    "`match` and `match_re`, in the place of which `matchers` has stood since Alertmanager 0.22",
    why: "They are deprecated, cannot say `not`, and take classic label names only.",
    bad: [
      Example(
        """
        route:
          receiver: team
          routes:
            - ⟦match⟧:
                severity: critical
            - ⟦match_re⟧: { service: a|b }
        receivers: [{ name: team }]
        inhibit_rules:
          - ⟦source_match⟧: { severity: critical }
            target_matchers: [severity="warning"]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity="critical"]
            - matchers: [service=~"a|b"]
        receivers: [{ name: team }]
        """)
    ],
    check: .alertmanager { file, reporter in
      let nodes =
        file.routes.map { ($0.node, $0.matchers, "") }
        + file.inhibitRules.flatMap { [($0.node, $0.source, "source_"), ($0.node, $0.target, "target_")] }
      for (node, list, prefix) in nodes {
        for entry in list.oldStyle {
          let rewriting =
            list.oldStyle.count == 1 && node.entry(prefix + "matchers") == nil
            ? MatcherRewriting(entry, in: file.source) : nil
          reporter.report(
            "`\(entry.key.text ?? "")` is deprecated", at: entry.key.range,
            help: "write `\(prefix)matchers: [\(rewriting?.matchers.joined(separator: ", ") ?? "name=\"value\"")]`",
            fix: rewriting.map { Fix("write it as `\(prefix)matchers`", $0.edits) })
        }
      }
    })
}

/// An old-style mapping in the words of `matchers:`, its comments and layout kept.
private struct MatcherRewriting {
  private(set) var matchers: [String] = []
  private(set) var edits: [Fix.Edit] = []

  /// - Returns: nil for what is not written plainly: anchors, aliases, merged keys, values over several lines.
  init?(_ entry: Node.Entry, in source: SourceFile) {
    guard let key = entry.key.text, let labels = entry.value.mapping, !labels.isEmpty,
      let first = labels.first, entry.key.range.upperBound <= entry.value.range.lowerBound
    else { return nil }
    let isRegex = key.hasSuffix("_re")
    let isFlow = source.bytes[entry.value.range.lowerBound] == UInt8(ascii: "{")
    guard
      isPlain(entry.key.range.upperBound..<(isFlow ? entry.value.range.lowerBound : first.key.range.lowerBound), source)
    else { return nil }
    var texts: [String] = []
    for label in labels {
      guard let name = label.key.text, let value = label.value.text, !label.value.isNull,
        label.key.range.upperBound <= label.value.range.lowerBound,
        let matcher = try? AlertMatcher(name, isRegex ? .regexMatch : .equal, value),
        isPlain(label.key.range.upperBound..<label.value.range.lowerBound, source),
        !source.bytes[label.value.range].contains(UInt8(ascii: "\n"))
      else { return nil }
      matchers.append(matcher.canonical)
      let text = YAMLQuoting.single(matcher.canonical)
      texts.append(text)
      if !isFlow {
        edits.append(.init(label.key.range.lowerBound..<label.value.range.upperBound, "- " + text))
      }
    }
    if isFlow { edits = [.init(entry.value.range, "[" + texts.joined(separator: ", ") + "]")] }
    let suffix = isRegex ? "match_re" : "match"
    edits.insert(.init(entry.key.range, key.dropLast(suffix.count) + "matchers"), at: 0)
  }
}

/// Whether nothing stands in a range but a colon, white space and comments.
private func isPlain(_ range: Range<Int>, _ source: SourceFile) -> Bool {
  guard range.lowerBound <= range.upperBound else { return false }
  var isComment = false
  for byte in source.bytes[range] {
    switch byte {
    case UInt8(ascii: "#"): isComment = true
    case UInt8(ascii: "\n"): isComment = false
    case UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
    default: if !isComment { return false }
    }
  }
  return true
}

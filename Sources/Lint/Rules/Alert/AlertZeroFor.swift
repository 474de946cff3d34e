import Documents
import Formats

extension Rule {
  static let zeroFor = Rule(
    "alert/zero-for", .info, "`for: 0s`, which says what saying nothing says",
    why: "It reads as a decision, and is the default. Whoever wants no delay leaves the line out.",
    bad: [pending("⟦0s⟧"), pending("⟦0m⟧"), pending("⟦0⟧")],
    good: [
      pending("5m"),
      // It is refused, which is another matter.
      Example(
        """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: { name: example }
        spec: { groups: [{ name: example, rules: [{ alert: Example, expr: up == 0, for: 0 }] }] }
        """),
    ],
    check: .document { document, reporter in
      for rule in document.ruleFiles.lazy.flatMap(\.groups).flatMap(\.rules) where rule.kind == .alert {
        guard let pending = rule.pending, PrometheusDuration(pending.value)?.milliseconds == 0,
          document.kind != .kubernetes || Shape.text.problems(in: pending.node).isEmpty
        else { continue }
        reporter.report(
          "`for: \(pending.value)` is the default", at: pending, help: "leave the line out",
          fix: lineRemoval(of: rule.node.entry("for"), in: rule.query.source))
      }
    })

  private static func pending(_ duration: String) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: Example
              for: \(duration)
              expr: up == 0

      """)
  }

  /// Removes an entry that has lines of its own; nil for one among others on a line, or with a comment beside it.
  static func lineRemoval(of entry: Node.Entry?, in source: SourceFile) -> Fix? {
    guard let entry, let key = entry.key.text else { return nil }
    let bytes = source.bytes
    var start = entry.key.range.lowerBound
    while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n") else { return nil }
    var end = entry.value.range.upperBound
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return nil }
    return Fix("remove `\(key)`", [.init(start..<end + 1, "")])
  }
}

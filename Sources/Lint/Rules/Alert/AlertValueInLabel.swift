import Documents
import Formats

extension Rule {
  static let valueInLabel = Rule(
    "alert/value-in-label", .error, "a label that holds the value",
    why:
      "Labels are what an alert is known by. With every change of the value one alert ends and a new one begins: `for` never passes, and each sends its own notification. A warning where the alert has no `for`: it still fires.",
    bad: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: Example
                expr: up == 0
                labels:
                  severity: warning
                  current: "⟦{{ $value }}⟧"

        """)
    ],
    good: [
      Example(
        """
        groups:
          - name: example
            rules:
              - alert: Example
                expr: up == 0
                labels:
                  severity: '{{ if gt $value 5.0 }}critical{{ else }}warning{{ end }}'
                annotations:
                  summary: "{{ $value }}"

        """)
    ],
    check: .alert { rule, reporter in
      // Without `for` it fires all the same, again and again.
      let isPending = rule.pending.flatMap { PrometheusDuration($0.value) }.map { $0.milliseconds > 0 } ?? false
      for pair in rule.allLabels {
        for action in actions(in: pair.value.value) where printsValue(action.text) {
          reporter.report(
            "the label `\(pair.key.value)` changes with the value, and each change is another alert", at: pair.value,
            part: action.range, help: "move it into an annotation", as: isPending ? nil : .warning)
        }
      }
    })

  /// What stands between `{{` and `}}`, with the place of the whole.
  private static func actions(in text: String) -> [(text: String, range: Range<Int>)] {
    let bytes = Array(text.utf8)
    var found: [(String, Range<Int>)] = []
    var start = 0
    while let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")) {
      guard open + 1 < bytes.count, bytes[open + 1] == UInt8(ascii: "{") else {
        start = open + 1
        continue
      }
      var end = open + 2
      while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "}") || bytes[end + 1] != UInt8(ascii: "}") { end += 1 }
      guard end + 1 < bytes.count else { break }
      found.append((String(decoding: bytes[open + 2..<end], as: UTF8.self), open..<end + 2))
      start = end + 2
    }
    return found
  }

  private static func printsValue(_ action: String) -> Bool {
    let words = action.split { " |()-\t\n".contains($0) }
    // A condition on the value gives one of a few texts.
    if let first = words.first, ["if", "else", "with", "range"].contains(first) { return false }
    return words.contains("$value") || words.contains(".Value")
  }
}

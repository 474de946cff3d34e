import Documents
import Formats

extension Rule {
  static let alertmanagerVariable = Rule(
    "alertmanager/unexpanded-variable", .warning,
    "`${VARIABLE}` or `$VARIABLE` in `alertmanager.yml`, which Alertmanager never expands",
    why: """
      Alertmanager takes the text literally: notifications go to an address that does not exist, or with a wrong key. Unless \
      something fills the file in beforehand, nobody is notified.
      """,
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers:
          - name: team
            pagerduty_configs:
              - routing_key: ⟦${PAGERDUTY_KEY}⟧
            webhook_configs:
              - url: http://hook/⟦${TOKEN:-none}⟧/x
                http_config: { basic_auth: { username: ⟦$USER⟧ } }
        """)
    ],
    good: [
      Example(
        """
        route: { receiver: team }
        receivers:
          - name: team
            pagerduty_configs:
              - routing_key_file: /run/secrets/pagerduty_key
                description: '{{ .CommonLabels.alertname }} costs $5'
        """)
    ],
    check: .alertmanager { file, reporter in
      // What is refused anyway says so itself.
      let refused = file.problems.map(\.range)
      file.root.forEachScalar { node in
        guard let text = Text(node), text.value.includes("$"), !refused.contains(where: { $0.overlaps(node.range) })
        else { return }
        for range in VariableReferences.ranges(in: text.value) {
          reporter.report(
            "Alertmanager does not expand `\(text.value.part(range))`", at: text, part: range,
            help: "use a key that ends in `_file` where there is one, or fill the file in before Alertmanager reads it")
        }
      }
    })
}

/// `${NAME}` and `${NAME:-default}` anywhere, `$NAME` where it is the whole text.
enum VariableReferences {
  /// UTF-8 byte offsets of each.
  static func ranges(in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    let isName = bytes.dropFirst().allSatisfy { $0 == UInt8(ascii: "_") || $0.isDigit || ($0.isLetter && $0 < 0x60) }
    if bytes.first == UInt8(ascii: "$"), bytes.count > 2, isName { return [0..<bytes.count] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index + 2 < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{"),
        bytes[index + 2].isLetter || bytes[index + 2] == UInt8(ascii: "_"),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
      else {
        index += 1
        continue
      }
      ranges.append(index..<end + 1)
      index = end + 1
    }
    return ranges
  }
}

extension String {
  /// The text of a range of UTF-8 bytes.
  func part(_ range: Range<Int>) -> String {
    String(decoding: Array(utf8)[range], as: UTF8.self)
  }
}

extension Node {
  /// Visits every scalar that is a value.
  func forEachScalar(_ visit: (Node) -> Void) {
    switch content {
    case .scalar: visit(self)
    case .sequence(let items): for item in items { item.forEachScalar(visit) }
    case .mapping(let entries): for entry in entries { entry.value.forEachScalar(visit) }
    }
  }
}

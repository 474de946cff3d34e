import Documents

extension Rule {
  static let alertName = Rule(
    "alert/name", .info, "an alert whose name is not in CamelCase",
    why:
      "Names of alerts are words that people say and search for; the field writes them `LikeThis`, and labels and metrics `like_this`.",
    bad: [named("⟦instance_down⟧"), named("⟦Instance down⟧")],
    good: [named("InstanceDown"), named("HTTPErrors5xx"), named("KubeAPIErrorBudgetBurn")],
    check: .alert { rule, reporter in
      var name = rule.name.value
      guard !name.isEmpty, !name.withUTF8(isCamelCase) else { return }
      reporter.report(
        "`\(rule.name.value)` is not in CamelCase", at: rule.name, help: "write it like `\(camelCase(rule.name.value))`"
      )
    })

  private static func isCamelCase(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(name[0]) && name.allSatisfy { $0.isLetter || $0.isDigit }
  }

  private static func named(_ name: String) -> Example {
    Example(
      """
      groups:
        - name: example
          rules:
            - alert: \(name)
              expr: up == 0

      """)
  }

  /// Each word with a capital at its beginning, by bytes: names can be many.
  private static func camelCase(_ name: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    var beginsWord = true
    for byte in Array(name.utf8) {
      if byte.isLetter || byte.isDigit || byte >= 0x80 {
        bytes.append(beginsWord && byte.isLetter ? byte & 0xDF : byte)
        beginsWord = false
      } else {
        beginsWord = true
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import Documents

/// Texts of alerts outside of a message, where nothing fills in their templates.
enum AlertProse {
  private static let control: Set<String> = ["if", "else", "end", "with", "range", "define", "template", "block", "/*"]

  /// `{{ $value }} jobs wait in {{ $labels.queue }}` as `*value* jobs wait in *queue*`.
  static func plain(_ template: String) -> String {
    var result = "", rest = template[...]
    while let open = rest.firstPlace(of: "{{"), let close = rest[open.upperBound...].firstPlace(of: "}}") {
      result += rest[..<open.lowerBound]
      result += placeholder(String(rest[open.upperBound..<close.lowerBound].drop { $0 == "-" }).trimmed())
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  private static func placeholder(_ action: String) -> String {
    if control.contains(where: { action.hasPrefix($0) }) { return "" }
    if let label = action[...].firstPlace(of: "abels.") {
      return "*\(action[label.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })*"
    }
    return action.includes("$value") || action.includes(".Value") ? "*value*" : "…"
  }
}

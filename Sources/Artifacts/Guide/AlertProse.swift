import Documents
import Project

/// Texts of alerts outside of a message, where nothing fills in their templates.
enum AlertProse {
  private static let control: Set<String> = ["if", "else", "end", "with", "range", "define", "template", "block", "/*"]

  /// `{{ $value }} jobs wait in {{ $labels.queue }}` as `*value* jobs wait in *queue*`.
  /// - Parameter isText: whether what is around them is the spec's; packs write Markdown.
  static func plain(_ template: String, isText: Bool) -> String {
    func written(_ part: Substring) -> String { isText ? Markdown.text(String(part)) : String(part) }
    var result = "", rest = template[...]
    while let open = rest.firstPlace(of: "{{"), let close = rest[open.upperBound...].firstPlace(of: "}}") {
      result += written(rest[..<open.lowerBound])
      result += placeholder(String(rest[open.upperBound..<close.lowerBound].drop { $0 == "-" }).trimmed())
      rest = rest[close.upperBound...]
    }
    return result + written(rest)
  }

  private static func placeholder(_ action: String) -> String {
    if control.contains(where: { action.hasPrefix($0) }) { return "" }
    if let label = action[...].firstPlace(of: "abels.") {
      return "*\(action[label.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })*"
    }
    return action.includes("$value") || action.includes(".Value") ? "*value*" : "…"
  }
}

extension Alert {
  /// What it says, for tables and sentences.
  var prose: String { AlertProse.plain(help, isText: pack == nil) }
}

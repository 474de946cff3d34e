import Documents
import Formats

/// Whether an alert says where its runbook is.
package enum RunbookState: Sendable, Equatable {
  case missing
  case linked
  /// What stands there is no address and no path.
  indirect case malformed(String, Range<Int>)

  init(_ rule: PrometheusRule, in source: SourceFile) {
    self = .missing
    for annotation in rule.annotations where Self.isAboutRunbooks(annotation.key.value) {
      let value = annotation.value.value.trimmed()
      if value.isEmpty { continue }
      guard Self.addresses.contains(annotation.key.value), Self.isMalformed(value) else {
        self = .linked
        return
      }
      self = .malformed(value, annotation.value.contentRange(in: source))
    }
  }

  /// Teams have names of their own for it.
  private static func isAboutRunbooks(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.includes("runbook") || name.includes("run_book") || name.includes("playbook")
  }

  /// Annotations that hold an address; others may hold the instructions themselves.
  private static let addresses: Set<String> = ["runbook_url", "runbookURL", "runbook_link"]

  private static func isMalformed(_ value: String) -> Bool {
    if value.hasPrefix("https://") || value.hasPrefix("http://") || value.includes("{{") { return false }
    if Placeholder.words.contains(value.lowercased()) { return true }
    let letters = value.prefix { $0.isASCII && $0.isLetter }.lowercased()
    let rest = value.dropFirst(letters.count)
    // `htp://` and the like: of the right letters, and not the word.
    let isMisspelt =
      letters.count > 2 && letters.allSatisfy { "htps".contains($0) } && letters != "http" && letters != "https"
    if isMisspelt, rest.hasPrefix(":/") || rest.hasPrefix("//") { return true }
    guard letters == "http" || letters == "https" else { return false }
    return (rest.hasPrefix(":") || rest.hasPrefix("//")) && !rest.hasPrefix("://")
  }
}

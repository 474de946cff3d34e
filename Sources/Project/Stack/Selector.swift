import PromQL

/// Writes selectors.
package enum Selector {
  package static func text(_ metric: String, _ matchers: [LabelMatcher]) -> String {
    matchers.isEmpty ? metric : "\(metric){\(matchers.map(\.description).joined(separator: ", "))}"
  }

  /// A regular expression that matches just this text.
  package static func quotedMeta(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\.+*?()|[]{}^$".contains(character) { result += "\\" }
      result.append(character)
    }
  }
}

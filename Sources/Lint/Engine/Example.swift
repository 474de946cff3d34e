/// A small project that a rule finds fault with, or does not.
package struct Example: Sendable {
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  package let files: [File]
  /// Parameters of the rule, as YAML.
  package let settings: String?

  /// One file; what it is shows in its text, as it does everywhere.
  package init(_ text: String, name: String = "example.yml", settings: String? = nil) {
    files = [File(name: name, text: text)]
    self.settings = settings
  }

  package init(settings: String? = nil, files: KeyValuePairs<String, String>) {
    self.files = files.map { File(name: $0.key, text: $0.value) }
    self.settings = settings
  }

  /// An alert on an expression.
  package static func alert(_ expression: String, settings: String? = nil) -> Example {
    rule("alert: Example", expression, settings: settings)
  }

  /// A record of an expression.
  package static func record(_ name: String = "job:example:sum", _ expression: String, settings: String? = nil)
    -> Example
  {
    rule("record: \(name)", expression, settings: settings)
  }

  /// The same with the first occurrence of a text marked.
  package func marking(_ text: String) -> Example {
    Example(self, files.map { File(name: $0.name, text: Self.marking(text, in: $0.text)) })
  }

  private init(_ other: Example, _ files: [File]) {
    self.files = files
    settings = other.settings
  }

  private static func marking(_ part: String, in text: String) -> String {
    let parts = text.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? "\(parts[0])⟦\(part)⟧\(parts[1])" : text
  }

  private static func rule(_ head: String, _ expression: String, settings: String?) -> Example {
    let lines = expression.split(separator: "\n", omittingEmptySubsequences: false)
    return Example(
      """
      groups:
        - name: example
          rules:
            - \(head)
              expr: |
                \(lines.joined(separator: "\n          "))

      """, settings: settings)
  }
}

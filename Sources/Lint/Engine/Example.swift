/// A small project that a rule finds fault with, or does not.
package struct Example: Sendable {
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  package let files: [File]
  /// `lint:` of the configuration that it is read under, as YAML.
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

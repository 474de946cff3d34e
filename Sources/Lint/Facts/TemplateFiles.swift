import Documents
import Formats
import GoTemplate

/// A file of notification templates.
package struct NotificationTemplates: Sendable {
  package let template: AlertTemplate

  init(_ source: SourceFile) {
    template = AlertTemplate(String(decoding: source.bytes, as: UTF8.self), dialect: .alertmanager)
  }
}

/// The same as others see it.
package struct TemplateFileFact: Sendable {
  package let source: SourceFile
  package let defined: Set<String>
  /// Those that read a field of what they are given.
  package let readingArgument: Set<String>
  package let used: [AlertTemplate.TemplateUse]

  init(_ template: AlertTemplate, in source: SourceFile) {
    self.source = source
    defined = template.definedTemplates
    readingArgument = template.definitionsReadingArgument
    used = template.templatesUsed
  }
}

/// The files that an Alertmanager reads its templates from.
struct TemplateFiles {
  /// Those among what was linted.
  let files: [TemplateFileFact]
  /// Whether each of its patterns names some of them.
  let isComplete: Bool

  init(of file: AlertmanagerFile, _ facts: AlertingFacts) {
    var found: [TemplateFileFact] = []
    var isComplete = true
    for pattern in Self.patterns(of: file) {
      let pattern = PathPattern("/" + pattern)
      let matching = facts.templates.filter { pattern.matches(ProjectPath.normalized($0.source.name)) }
      isComplete = isComplete && !matching.isEmpty
      for file in matching where !found.contains(where: { $0.source === file.source }) { found.append(file) }
    }
    (files, self.isComplete) = (found, isComplete)
  }

  /// Where images of Alertmanager run it with its configuration, so that what is there lies beside the configuration.
  /// <https://github.com/prometheus/alertmanager/blob/main/Dockerfile>
  private static let home = "/etc/alertmanager/"

  /// The patterns under `templates:` as paths of linted files.
  static func patterns(of file: AlertmanagerFile) -> [String] {
    (file.root["templates"]?.sequence ?? []).compactMap(\.text).map { pattern in
      let path = pattern.hasPrefix(home) ? String(pattern.dropFirst(home.count)) : pattern
      return ProjectPath.resolved(path, beside: file.source.name)
    }
  }
}

extension AlertmanagerFile {
  /// The texts of receivers that are rendered for each notification, with the integration that has them.
  func forEachTemplate(_ body: (Text, AlertTemplate) -> Void) {
    for integration in receivers.flatMap(\.integrations) { integration.forEachTemplate(body) }
  }
}

extension AlertmanagerReceiver.Integration {
  /// Its texts that are rendered for each notification; what is refused at load says so itself.
  func forEachTemplate(_ body: (Text, AlertTemplate) -> Void) {
    let loaded: Set<String> = ["url", "responders", "http_config"]
    for entry in node.mapping ?? [] where !loaded.contains(entry.key.text ?? "") {
      entry.value.forEachScalar { node in
        guard let text = Text(node), text.value.includes("{{") else { return }
        body(text, AlertTemplate(text.value, dialect: .alertmanager))
      }
    }
  }
}

import GoTemplate
import Synchronization

/// What is asked of a template in a rule, found out once for each text: the rules of a project repeat each other's words.
package final class KnownTemplate: Sendable {
  package let errors: [AlertTemplateError]
  package let misuses: [AlertTemplateError]
  /// Whether there is nothing to be said of it.
  var isSound: Bool { errors.isEmpty && misuses.isEmpty }
  package let labelsUsed: [AlertTemplate.LabelUse]
  package let queries: [AlertTemplate.QueryUse]
  package let queryLabels: [AlertTemplate.QueryLabelUse]
  package let valuesShown: [AlertTemplate.ValueUse]

  private init(_ template: AlertTemplate) {
    errors = template.errors
    misuses = template.misuses
    labelsUsed = template.labelsUsed
    queries = template.queries
    queryLabels = template.queryLabels
    valuesShown = template.valuesShown
  }

  private static let known = Mutex<[String: KnownTemplate]>([:])
  /// Where more than these are met, they do not repeat.
  private static let limit = 4096

  static func of(_ text: String) -> KnownTemplate {
    if let known = known.withLock({ $0[text] }) { return known }
    let found = KnownTemplate(AlertTemplate(text, dialect: .prometheus))
    known.withLock { if $0.count < limit { $0[text] = found } }
    return found
  }
}

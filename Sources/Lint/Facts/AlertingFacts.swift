import Documents
import Formats

/// What Alertmanager's files say, and what Prometheus does to labels on the way to it.
package struct AlertingFacts: Sendable {
  package var files: [AlertmanagerFile] = []
  /// Files of notification templates.
  package var templates: [TemplateFileFact] = []
  /// Labels that Prometheus adds where an alert lacks them. Without a `prometheus.yml` nothing is known of them.
  package var externalLabels: [String: PossibleLabels.Value]?
  /// Labels that `alert_relabel_configs` may write.
  package var relabelled: Set<String> = []
  /// Whether it may remove or rename any label.
  package var relabelsAny = false
  /// The alerts before the routing trees; nil where there are no trees. Made once everything is read.
  package var routing: RoutingView?

  init() {}

  init(_ document: Document) {
    if let file = document.alertmanager { files = [file] }
    if let template = document.notificationTemplates?.template {
      templates = [TemplateFileFact(template, in: document.source)]
    }
    guard document.kind == .prometheus, let root = document.roots.first else { return }
    externalLabels = [:]
    for pair in TextPair.all(root["global"]?["external_labels"]) {
      // The environment may decide the value.
      externalLabels?[pair.key.value] = pair.value.value.includes("$") ? .present : .exactly(pair.value.value)
    }
    for step in root["alerting"]?["alert_relabel_configs"]?.sequence ?? [] {
      switch step.string("action") ?? "replace" {
      case "labelmap", "labeldrop", "labelkeep": relabelsAny = true
      case "keep", "drop", "keepequal", "dropequal": break
      default: if let label = step.string("target_label") { relabelled.insert(label) }
      }
    }
  }

  mutating func merge(_ other: AlertingFacts) {
    files += other.files
    templates += other.templates
    if let labels = other.externalLabels {
      // Of two servers with different labels either may send an alert.
      externalLabels = (externalLabels ?? labels).merging(labels) { $0 == $1 ? $0 : .present }
    }
    relabelled.formUnion(other.relabelled)
    relabelsAny = relabelsAny || other.relabelsAny
  }
}

extension ProjectFacts {
  /// Sends the alerts through the routing trees, for all rules that ask where they arrive.
  mutating func prepareRouting(_ knowledge: Knowledge) {
    if alerting.files.isEmpty { return }
    alerting.routing = RoutingView(self, knowledge)
  }
}

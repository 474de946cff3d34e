import Documents
import Formats
import PromQL

/// What the files of a project say that other files may contradict.
///
/// Rules over the project see this and nothing else: trees are gone by then, so that memory does not grow with them.
package struct ProjectFacts: Sendable {
  /// Every file of the run, whether or not it was recognised; normalized.
  package var paths: Set<String> = []
  /// The same, with what may be missing among them.
  var place = LintedPlace([], exists: nil)
  package var alerts: [AlertFact] = []
  package var records: [RecordFact] = []
  /// The expressions of rules that a Prometheus evaluates.
  package var ruleQueries: [QueryPlace] = []
  /// Those of which is known which server loads them. Made once everything is read.
  package var loadedQueries: [LoadedQuery] = []
  /// Links of alerts to their runbooks.
  package var runbooks: [RunbookReference] = []
  package var metrics = MetricFacts()
  package var timing = TimingFacts()
  package var labels = LabelFacts()
  package var thresholds = ThresholdFacts()
  package var markdown: [MarkdownFact] = []
  package var objectives = ObjectiveFacts()
  package var configuration = ConfigurationFacts()
  package var alerting = AlertingFacts()
  package var grafana = GrafanaFacts()

  init() {}

  /// What a file says beside its rules and queries, which are added as they are met.
  mutating func add(_ document: Document) {
    markdown = document.markdown.map { [MarkdownFact($0)] } ?? []
    configuration = ConfigurationFacts(document)
    alerting = AlertingFacts(document)
    grafana = GrafanaFacts(document)
    thresholds.add(document)
    labels.add(document)
  }

  mutating func add(_ rule: PrometheusRule, in group: PrometheusRuleGroup, of document: Document) {
    let source = document.source
    objectives.add(rule, source)
    thresholds.add(rule)
    if document.kind == .rules, document.dialect == .prometheus { ruleQueries.append(rule.query.place) }
    labels.add(rule, in: source)
    let name = group.name?.value ?? ""
    switch rule.kind {
    case .record:
      records.append(
        RecordFact(
          name: rule.name.value, source: source, range: rule.name.range, group: name,
          labels: rule.allLabels.map { ($0.key.value, $0.value.value) }, place: rule.query.place))
    case .alert:
      let alert = AlertFact(rule, in: name, source, document.dialect, isResource: document.kind == .kubernetes)
      alerts.append(alert)
      runbooks += rule.annotations.compactMap { RunbookReference($0, of: alert) }
    }
  }

  /// Takes on what another file says, which comes after this one.
  mutating func merge(_ other: ProjectFacts) {
    alerts += other.alerts
    records += other.records
    ruleQueries += other.ruleQueries
    runbooks += other.runbooks
    metrics.merge(other.metrics)
    timing.merge(other.timing)
    labels.merge(other.labels)
    thresholds.merge(other.thresholds)
    markdown += other.markdown
    objectives.merge(other.objectives)
    configuration.merge(other.configuration)
    alerting.merge(other.alerting)
    grafana.merge(other.grafana)
  }
}

/// An alert as other files see it.
package final class AlertFact: Sendable {
  package let name: String
  package let source: SourceFile
  /// The name.
  package let range: Range<Int>
  package let group: String
  /// Who evaluates it.
  package let dialect: Dialect
  /// It stands in a resource of Kubernetes.
  package let isResource: Bool
  /// Labels that the rule or its group sets, as written: a value may be a template.
  package let labels: [(name: String, value: String, range: Range<Int>, valueRange: Range<Int>)]
  /// How long it is pending before it fires.
  package let pending: PrometheusDuration
  package let keepFiringFor: String?
  /// What its expression has in common with those that differ only in matchers and numbers.
  package let words: UInt64
  package let place: QueryPlace
  /// External labels that its templates read.
  package let externalLabels: [PlacedName]
  /// Labels that its templates read as those of its series, where these are a scrape's own and may have them.
  package let targetLabels: [PlacedName]
  /// Where its runbook is.
  package let runbook: RunbookState
  /// It reads no series, as a heartbeat.
  package let isConstant: Bool
  /// A heartbeat that is never silent.
  package let firesAlways: Bool
  /// The `absent(…)` that it waits for, where it waits for less than two scrapes at the usual interval.
  package let hastyAbsence: AbsenceFact?

  /// - Parameter isResource: it stands in a resource of Kubernetes.
  init(_ rule: PrometheusRule, in group: String, _ source: SourceFile, _ dialect: Dialect, isResource: Bool) {
    name = rule.name.value
    self.source = source
    self.dialect = dialect
    self.isResource = isResource
    range = rule.name.range
    self.group = group
    labels = rule.allLabels.map { ($0.key.value, $0.value.value, $0.key.range, $0.value.range) }
    pending = rule.pending.flatMap { PrometheusDuration($0.value) } ?? .seconds(0)
    keepFiringFor = rule.keepFiringFor?.value
    words = AlertCondition.words(in: rule.query.text.value)
    place = rule.query.place
    runbook = RunbookState(rule, in: source)
    targetLabels = Self.targetLabels(rule, in: source)
    isConstant = rule.query.selectors.isEmpty && rule.query.expression != nil
    firesAlways = isConstant && !rule.query.isConditional
    hastyAbsence = AbsenceFact(rule.query, pending: pending)
    // Few templates name any, and those that do spell the word.
    externalLabels = rule.templates.all.flatMap { text, _, template -> [PlacedName] in
      guard text.value.includes("xternalLabels") else { return [] }
      return PlacedName.all(template.labelsUsed.filter { $0.origin == .external }, of: text, in: source)
    }
  }

  private static func targetLabels(_ rule: PrometheusRule, in source: SourceFile) -> [PlacedName] {
    // Of anything else a target may expose whatever labels it likes.
    guard rule.query.language == .promQL, !rule.query.selectors.isEmpty,
      rule.query.selectors.allSatisfy({
        $0.metricName.map { $0 == PrometheusSeries.up || $0.hasPrefix("scrape_") } ?? false
      })
    else { return [] }
    return rule.templates.all.flatMap { text, _, template in
      let uses = template.labelsUsed.filter {
        $0.origin == .alert && rule.query.labels.presence(of: $0.name) == .sometimes
      }
      return PlacedName.all(uses, of: text, in: source)
    }
  }

  /// Labels that come from the expression, as far as it tells; found out anew, as facts keep no trees.
  package var flow: LabelFlow { place.expression()?.labels() ?? .anything }
}

/// A record as other files see it.
package struct RecordFact: Sendable {
  package let name: String
  package let source: SourceFile
  package let range: Range<Int>
  package let group: String
  /// Labels that the rule or its group sets.
  package let labels: [(name: String, value: String)]
  package let place: QueryPlace
}

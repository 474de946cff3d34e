import Documents
import Formats

/// Visits each node of a file once and asks every rule of its kind.
struct Walker {
  /// A rule that is on for the file, with what it reported so far.
  struct Asked<Check> {
    let check: Check
    var reporter: Reporter
  }
  typealias Check<Node> = @Sendable (Node, inout Reporter) -> Void

  private var documents: [Asked<Check<Document>>] = []
  private var groups: [Asked<Check<PrometheusRuleGroup>>] = []
  private var rules: [Asked<Check<PrometheusRule>>] = []
  private var alerts: [Asked<Check<PrometheusRule>>] = []
  private var records: [Asked<Check<PrometheusRule>>] = []
  private var queries: [Asked<Check<Query>>] = []
  private var metrics: [Asked<Check<MetricNode>>] = []
  private var parts = QueryPartRules()
  /// What other files may contradict.
  private(set) var facts = ProjectFacts()
  /// Whether Prometheus refuses some expression or template, or passes over a document.
  private(set) var hasRefusedText = false
  private let knowledge: Knowledge
  private var prometheus: [Asked<Check<PrometheusConfig>>] = []
  private var jobs: [Asked<Check<ScrapeJob>>] = []
  private var compose: [Asked<Check<ComposeFile>>] = []
  private var composeServices: [Asked<Check<ComposeService>>] = []

  var alertmanagers: [Asked<Check<AlertmanagerFile>>] = []
  var integrations: [Asked<IntegrationCheck>] = []
  private var grafana = GrafanaChecks()

  init(_ active: [ActiveRule], _ knowledge: Knowledge, _ source: SourceFile) {
    self.knowledge = knowledge
    for active in active {
      let reporter = Reporter(active, source)
      switch active.rule.check {
      case .document(let check): documents.append(Asked(check: check, reporter: reporter))
      case .group(let check): groups.append(Asked(check: check, reporter: reporter))
      case .rule(let check): rules.append(Asked(check: check, reporter: reporter))
      case .alert(let check): alerts.append(Asked(check: check, reporter: reporter))
      case .record(let check): records.append(Asked(check: check, reporter: reporter))
      case .query(let check): queries.append(Asked(check: check, reporter: reporter))
      case .selector(let check): parts.selectors.append(Asked(check: check, reporter: reporter))
      case .call(let check): parts.calls.append(Asked(check: check, reporter: reporter))
      case .aggregation(let check): parts.aggregations.append(Asked(check: check, reporter: reporter))
      case .binary(let check): parts.binaries.append(Asked(check: check, reporter: reporter))
      case .metric(let check): metrics.append(Asked(check: check, reporter: reporter))
      case .prometheus(let check): prometheus.append(Asked(check: check, reporter: reporter))
      case .job(let check): jobs.append(Asked(check: check, reporter: reporter))
      case .compose(let check): compose.append(Asked(check: check, reporter: reporter))
      case .composeService(let check): composeServices.append(Asked(check: check, reporter: reporter))
      case .alertmanager(let check): alertmanagers.append(Asked(check: check, reporter: reporter))
      case .integration(let check): integrations.append(Asked(check: check, reporter: reporter))
      case .suppression, .project: break
      default: grafana.add(active.rule.check, reporter)
      }
    }
  }

  var findings: [Finding] {
    var all: [Finding] = []
    func add<Check>(_ asked: [Asked<Check>]) { for one in asked { all += one.reporter.findings } }
    add(documents)
    add(groups)
    add(rules)
    add(alerts)
    add(records)
    add(queries)
    add(parts.selectors)
    add(parts.calls)
    add(parts.aggregations)
    add(parts.binaries)
    add(metrics)
    add(prometheus)
    add(jobs)
    add(compose)
    add(composeServices)
    add(alertmanagers)
    add(integrations)
    return all + grafana.findings
  }

  mutating func visit(_ document: Document) {
    Self.ask(&documents, document)
    for metric in document.metrics { Self.ask(&metrics, metric) }
    facts.metrics.add(document, knowledge)
    for file in document.ruleFiles { visit(file, of: document) }
    if document.kind == .rules, document.roots.count > 1 { hasRefusedText = true }
    if document.kind == .spec, let root = document.roots.first { visitExpressions(of: root, in: document.source) }
    if let config = document.prometheus {
      Self.ask(&prometheus, config)
      for job in config.jobs { Self.ask(&jobs, job) }
    }
    if let file = document.compose {
      Self.ask(&compose, file)
      for service in file.services { Self.ask(&composeServices, service) }
    }
    if let file = document.alertmanager { visit(file) }
    grafana.visit(document)
    for dashboard in document.dashboards {
      for query in dashboard.queries {
        visit(query, isDashboard: true)
        if query.isCertain, !query.result.errors.isEmpty { hasRefusedText = true }
      }
      for query in dashboard.selections { facts.metrics.add(query, knowledge) }
    }
    for query in document.alertQueries { visit(query) }
    facts.add(document)
  }

  private mutating func visit(_ file: PrometheusRuleFile, of document: Document) {
    for group in file.groups {
      Self.ask(&groups, group)
      for rule in group.rules {
        Self.ask(&rules, rule)
        switch rule.kind {
        case .alert: Self.ask(&alerts, rule)
        case .record: Self.ask(&records, rule)
        }
        if !knowledge.isTold(of: rule) { visit(rule.query) }
        if rule.query.language == .promQL, isRefused(rule) { hasRefusedText = true }
        facts.add(rule, in: group, of: document)
      }
      // Of a large file only the groups that are being looked at take up room.
      for rule in group.rules { rule.query.forget() }
    }
  }

  private func isRefused(_ rule: PrometheusRule) -> Bool {
    !rule.query.result.errors.isEmpty || rule.templateErrors.contains(where: \.failsAtLoad)
  }

  /// Every expression, wherever it stands.
  mutating func visit(_ query: Query, isDashboard: Bool = false) {
    Self.ask(&queries, query)
    if let expression = query.expression { parts.visit(expression, query) }
    facts.metrics.add(query, knowledge)
    facts.timing.add(query, isDashboard: isDashboard)
    if isDashboard { facts.labels.add(query) }
  }

  static func ask<Node>(_ asked: inout [Asked<Check<Node>>], _ node: Node) {
    for index in asked.indices { asked[index].check(node, &asked[index].reporter) }
  }
}

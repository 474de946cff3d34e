import Arithmetic
import Documents
import PromQL

/// What is wrong inside a pack, with its place in the pack's files: expressions, texts, tests, and names that refer to nothing.
struct PackChecks {
  let pack: Pack
  let files: PackFiles
  var findings: [Finding] = []
  private var roots: [String: Node] = [:]
  /// What could not be read: what follows from it is no finding of its own.
  private let unread: [Finding]

  private init(pack: Pack, files: PackFiles, unread: [Finding]) {
    self.pack = pack
    self.files = files
    self.unread = unread
  }

  /// - Parameter findings: those of reading the pack.
  static func run(_ pack: Pack, in files: PackFiles, besides findings: [Finding]) -> [Finding] {
    var checks = PackChecks(pack: pack, files: files, unread: findings.filter { $0.severity == .error })
    checks.run()
    return checks.findings
  }

  private mutating func run() {
    for (index, record) in pack.records.enumerated() {
      let place: Path = ["records", .index(index)]
      expression(record.expression, in: "rules.yml", place + ["expr"], names: [])
      for (index, test) in record.tests.enumerated() {
        check(test.series, place + ["tests", .index(index)], ["late"])
        if let gives = test.gives { number(gives, place + ["tests", .index(index), "gives"], ["seen"]) }
      }
    }
    for (name, alert) in pack.alerts { check(name, alert) }
    for (name, source) in pack.runbooks { runbook(name, source) }
    if let workload = pack.workload { check(workload) }
    for (row, definition) in pack.rows.enumerated() {
      for (panel, definition) in definition.panels.enumerated() {
        check(definition, ["rows", .index(row), "panels", .index(panel)])
      }
    }
    for (name, metric) in pack.metrics { check(name, metric) }
    for name in pack.settings.keys where Component.commonKeys.contains(name) {
      report(
        .reservedName, "`\(name)` is a key of every component", help: "give the setting another name", in: "pack.yml",
        ["settings", .name(name)])
    }
    for (name, preset) in pack.presets { check(preset, in: "names/\(name).yml") }
  }

  // MARK: Metrics

  private mutating func check(_ name: String, _ metric: Metric) {
    let path: Path = ["metrics", .key(name)]
    if metric.type == nil, !isBroken("pack.yml", path + ["type"]) {
      report(
        .missingKey, "the key `type` is missing", help: "add `type:`", in: "pack.yml", ["metrics", .name(name)])
    }
    for (label, domain) in metric.labels
    where !domain.isBounded && !isBroken("pack.yml", path + ["labels", .key(label)]) {
      report(
        .unboundedLabel, "the label `\(label)` has no upper bound", help: "add `values: […]` or `max: N`",
        in: "pack.yml", path + ["labels", .name(label)])
    }
    for bucket in metric.misplacedBuckets {
      report(
        .buckets, "\(bucket.bound) does not come after \(bucket.before)", help: "list the bounds in rising order",
        in: "pack.yml", path + ["buckets", .index(bucket.index)])
    }
    // What an exporter exposes is not for a pack to choose.
    guard pack.kind == .signals else { return }
    if metric.type == .histogram, metric.buckets.isEmpty, !isBroken("pack.yml", path + ["buckets"]) {
      report(
        .buckets, "a histogram needs `buckets`", help: "declare the bounds that questions are asked about",
        in: "pack.yml", ["metrics", .name(name)])
    }
    for label in Metric.targetLabels where metric.labels[label] != nil {
      report(
        .targetLabel, "`\(label)` is a label of the target, which Prometheus attaches",
        help: "remove it, or rename it", in: "pack.yml", path + ["labels", .name(label)])
    }
  }

  // MARK: Alerts

  private mutating func check(_ name: String, _ alert: PackAlert) {
    let path: Path = ["alerts", .key(name)]
    let names = Array(alert.parameters.keys)
    expressions(of: alert, named: name, path)
    let ways = [!alert.above.isEmpty, !alert.below.isEmpty, alert.rank != nil].count { $0 }
    if ways != 1, !["above", "below", "severity"].contains(where: { isBroken("rules.yml", path + [.key($0)]) }) {
      report(
        .levels, "an alert has exactly one of `above`, `below` and `severity`", help: "keep the one that is meant",
        in: "rules.yml", ["alerts", .name(name)])
    }
    for (key, levels) in [("above", alert.above), ("below", alert.below)] {
      for (rank, text) in levels
      where alert.unit.parse(text) == nil && !isBroken("rules.yml", path + ["unit"]) {
        report(
          .threshold, "`\(text)` is not a threshold in \(alert.unit.rawValue)",
          help: "write it like `\(alert.unit.example)`", in: "rules.yml", path + [.key(key), .key(rank)])
      }
    }
    for (parameter, definition) in alert.parameters
    where ParameterValue(kind: definition.kind, text: definition.defaultValue).number == nil
      && isRead("rules.yml", path + ["parameters", .key(parameter), "type"])
      && isRead("rules.yml", path + ["parameters", .key(parameter), "default"])
    {
      report(
        .parameter, "`\(definition.defaultValue)` is not a \(definition.kind.rawValue)", in: "rules.yml",
        path + ["parameters", .key(parameter), "default"])
    }
    for (key, text) in [("summary", alert.summary), ("description", alert.description)] {
      annotation(text, path + [.key(key)], names: names + ["threshold", "for"])
    }
    if isRead("rules.yml", path + ["runbook"]), pack.runbooks[alert.runbook] == nil,
      files.sharedRunbooks[alert.runbook] == nil
    {
      report(
        .runbook, "there is no runbook `\(alert.runbook)`", help: "write runbooks/\(alert.runbook).md",
        in: "rules.yml", path + ["runbook"])
    }
    if let dashboard = alert.dashboard, DashboardName(rawValue: dashboard) == nil {
      report(
        .dashboard, "there is no dashboard `\(dashboard)`",
        help: Spelling.help(for: dashboard, among: DashboardName.allCases.map(\.rawValue)), in: "rules.yml",
        path + ["dashboard"])
    }
    if let test = alert.test { check(test, path + ["test"], names: names) }
    if !alert.mutes.isEmpty { mutes(name, alert, path + ["mutes"]) }
  }

  private mutating func check(_ test: PackTest, _ path: Path, names: [String]) {
    let all = names + test.with.keys + ["value", "limit", "healthy", "step", "wait", "early", "lately"]
    for (name, text) in test.with { number(text, path + ["with", .key(name)], all) }
    for (key, text) in [
      ("fires", test.firing), ("healthy", test.healthy), ("limit", test.limit), ("gives", test.gives),
      ("idles", test.idles),
    ] {
      if let text { number(text, path + [.key(key)], all) }
    }
    let sets =
      test.silent.enumerated().map { (path + ["silent", .index($0)], $1) }
      + test.again.enumerated().map { (path + ["again", .index($0)], $1) } + [(path + ["amply"], test.amply)]
    for (set, numbers) in sets {
      for (name, text) in numbers {
        let place = set + [.key(name)]
        number(text, place, all)
        if !test.with.keys.contains(name), name != "value", !isBroken("rules.yml", path + ["with"]) {
          report(
            .arithmetic, "no series is made of `\(name)`: `with` does not name it",
            help: Spelling.help(for: name, among: test.with.keys), in: "rules.yml", place)
        }
      }
    }
    check(test.series, path, all)
  }

  private mutating func check(_ series: [PackSeries], _ path: Path, _ names: [String]) {
    for (index, series) in series.enumerated() {
      let place = path + ["series", .index(index)]
      for (key, text) in series.numbers { number(text, place + [.key(key)], names + ["time", "age"]) }
      if let present = series.present { number(present, place + ["present"], names) }
      if series.numbers.count != 1, !isBroken("rules.yml", place) {
        report(
          .series, "a series has exactly one of `rate`, `value`, `changes`, `resets` and `once`", in: "rules.yml", place
        )
      }
    }
  }

  private mutating func number(_ text: String, _ path: Path, _ names: [String]) {
    do {
      let expression = try ArithmeticExpression(text)
      let known = names + ["threshold", "for", "replicas"]
      for variable in expression.variables where !known.contains(variable.name) {
        report(
          .arithmetic, [("unknown parameter `\(variable.name)`", variable.range)],
          help: Spelling.help(for: variable.name, among: known), in: "rules.yml", path)
      }
    } catch { report(.arithmetic, [(error.message, error.range)], in: "rules.yml", path) }
  }

  // MARK: Expressions

  mutating func expression(
    _ text: String, in file: String, _ path: Path, names: [String], isCondition: Bool = false
  ) {
    let template = ExpressionTemplate(text)
    let knowsNames = !isBroken(file, path.dropLast() + ["parameters"])
    for placeholder in template.placeholders
    where knowsNames && !(Selection.names + names).contains(placeholder.name) {
      report(
        .placeholder, [("unknown placeholder `$\(placeholder.name)`", placeholder.range)],
        help: Spelling.help(for: placeholder.name, among: Selection.names + names), in: file, path)
    }
    let result = template.validated()
    report(
      .expression, result.errors.map { ($0.message, $0.range) }, help: "Prometheus would refuse it", in: file, path)
    guard let tree = result.expression, result.errors.isEmpty else { return }
    metrics(tree, in: file, path)
    owner(tree, template, in: file, path)
    if isCondition, pack.name != "prometheus", !tree.isConditional {
      report(
        .condition, "the alert fires for as long as there are series: nothing is compared",
        help: "compare the value, or give the alert a threshold", in: file, path)
    }
  }

  /// Every metric is in the catalogue, recorded by this pack, or made by Prometheus itself.
  private mutating func metrics(_ tree: Expr, in file: String, _ path: Path) {
    guard knowsMetrics() else { return }
    let records = Set(pack.records.map(\.name))
    for use in tree.metricNames {
      let isKnown =
        pack.metrics.exposes(use.name) || records.contains(use.name) || PrometheusSeries.contains(use.name)
      if !isKnown {
        report(
          .metric, [("`\(use.name)` is neither in this pack's catalogue nor recorded by it", use.range)],
          help: Spelling.nearest(to: use.name, among: pack.metrics.keys + records).map { "did you mean `\($0)`?" },
          in: file, path)
      }
    }
  }

  /// Every selector of what an owner exposes, or of what is recorded of it, says whose it asks for.
  private mutating func owner(_ tree: Expr, _ template: ExpressionTemplate, in file: String, _ path: Path) {
    // Of a part of the stack there is one, and prices are those of all services together.
    guard pack.kind != .stack, pack.appliesTo != .prices else { return }
    let records = Set(pack.records.map(\.name))
    let owners = template.placeholders.filter { $0.position == .matchers }.map(\.range)
    let ownerless = tree.selectors.filter { selector in
      // What is recorded of the spec itself belongs to nobody.
      guard let name = selector.name, records.contains(name) || !name.contains(":") && pack.metrics.exposes(name) else {
        return false
      }
      return !owners.contains { selector.range.contains($0.lowerBound) }
        && !selector.matchers.contains { ["service", "component"].contains($0.name) }
    }
    report(
      .ownerless, ownerless.map { ("`\($0.name ?? "")` is asked for of everybody", $0.range) },
      help: "add `$target` to its matchers", in: file, path)
  }

  /// Whether the name of every metric and record could be read, and whether it has parts.
  private mutating func knowsMetrics() -> Bool {
    if unread.isEmpty { return true }
    let metrics = root("pack.yml")?.root["metrics"]?.mapping ?? []
    let records = root("rules.yml")?.root["records"]?.sequence ?? []
    return metrics.count == pack.metrics.count && records.count == pack.records.count
      && !metrics.contains { isBroken("pack.yml", ["metrics", .key($0.key.text ?? ""), "type"]) }
      && records.indices.allSatisfy { isRead("rules.yml", ["records", .index($0), "record"]) }
  }

  private mutating func check(_ panel: PackPanel, _ path: Path) {
    for (index, query) in panel.queries.enumerated() {
      let place = path + ["queries", .index(index), "expr"]
      if query.language == .logQL {
        _ = lines(query.expression, in: "dashboards.yml", place, names: ["service", "__auto"])
        continue
      }
      let template = ExpressionTemplate(query.expression)
      let unknown = template.placeholders.filter {
        !["target", "service", "capacity"].contains($0.name) && !$0.name.hasPrefix("__")
      }
      report(.placeholder, unknown.map { ("unknown placeholder `$\($0.name)`", $0.range) }, in: "dashboards.yml", place)
      let result = template.validated()
      report(
        .expression, result.errors.map { ($0.message, $0.range) }, help: "Prometheus would refuse it",
        in: "dashboards.yml", place)
      if let tree = result.expression {
        metrics(tree, in: "dashboards.yml", place)
        owner(tree, template, in: "dashboards.yml", place)
      }
    }
    if let name = panel.alert, let alert = alert(name, path + ["alert"]) {
      // An alert without thresholds draws none.
      let isKnown = !isBroken("rules.yml", ["alerts", .key(name), "unit"]) && isRead("dashboards.yml", path + ["unit"])
      if isKnown, alert.rank == nil, !alert.unit.panelUnits.contains(panel.unit) {
        report(
          .panelUnit, "the thresholds of `\(name)` are in \(alert.unit.rawValue), and the panel is in `\(panel.unit)`",
          help: "draw what the alert compares, in \(alert.unit.panelUnits.map { "`\($0)`" }.joined(separator: " or "))",
          in: "dashboards.yml", path + ["unit"])
      }
    }
    for (index, name) in panel.shows.enumerated() {
      let place = path + ["shows", .index(index)]
      guard let alert = alert(name, place), alert.rank == nil, !isBroken("rules.yml", ["alerts", .key(name)]) else {
        continue
      }
      report(
        .alert, "`\(name)` has thresholds, which this panel would not draw",
        help: "give it a panel that says `alert: \(name)`", in: "dashboards.yml", place)
    }
  }

  /// The alert that a panel names. Nil where there is none, which is reported.
  private mutating func alert(_ name: String, _ path: Path) -> PackAlert? {
    if let alert = pack.alerts[name] { return alert }
    guard !isBroken("rules.yml", ["alerts"]) else { return nil }
    report(
      .alert, "this pack has no alert `\(name)`", help: Spelling.help(for: name, among: pack.alerts.keys),
      in: "dashboards.yml", path)
    return nil
  }

  // MARK: Reporting

  private mutating func root(_ file: String) -> (source: SourceFile, root: Node)? {
    guard let source = files.files["\(pack.name)/\(file)"] else { return nil }
    if roots[file] == nil { roots[file] = YAMLDocuments.readSingle(source).root }
    return roots[file].map { (source, $0) }
  }

  /// Whether something in the value at a place could not be read.
  mutating func isBroken(_ file: String, _ path: Path) -> Bool {
    guard !unread.isEmpty, let (source, root) = root(file), let node = root.descend(path) else { return false }
    return unread.contains { $0.source.name == source.name && $0.range.overlaps(node.range) }
  }

  /// Whether a key that has no default is there, with a value that could be read.
  private mutating func isRead(_ file: String, _ path: Path) -> Bool {
    unread.isEmpty || root(file)?.root.descend(path) != nil && !isBroken(file, path)
  }

  mutating func report(_ kind: PackFinding, _ message: String, help: String? = nil, in file: String, _ path: Path) {
    guard let (source, root) = root(file), !isBroken(file, path) || root.descend(path)?.scalar == nil else { return }
    findings.append(Finding(kind, message, help: help, in: source, at: root.nearest(path).range))
  }

  /// Reports errors in a language inside a scalar at the characters where they are.
  mutating func report(
    _ kind: PackFinding, _ errors: [(message: String, range: Range<Int>)], help: String? = nil, in file: String,
    _ path: Path
  ) {
    guard !errors.isEmpty, !isBroken(file, path), let (source, root) = root(file), let node = root.descend(path),
      let map = node.scalarMap(in: source)
    else { return }
    for error in errors {
      findings.append(Finding(kind, error.message, help: help, in: source, at: map.range(of: error.range)))
    }
  }
}

extension OrderedMap where Value == Metric {
  /// Whether a series of this name is exposed: the metric itself, or a part of one, such as the buckets of a histogram.
  package func exposes(_ series: String) -> Bool {
    if self[series] != nil { return true }
    guard let (name, part) = MetricPart.split(series) else { return false }
    return self[name]?.type?.parts.contains(part) == true
  }
}

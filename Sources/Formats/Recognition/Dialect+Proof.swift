import Documents

extension Dialect {
  /// What shows that a file is not Prometheus' own.
  package struct Proof: Sendable {
    package let dialect: Dialect
    /// What was found, as a message names it: "the key `concurrency`".
    package let what: String
    /// UTF-8 byte offsets in the file.
    package let range: Range<Int>
  }

  /// Who reads rules of a folder that only one program has: Loki looks into one for each tenant, and without authentication there is the
  /// tenant `fake`. <https://github.com/grafana/loki/blob/v3.7.6/docs/sources/alert/_index.md>
  package static func byFolder(of path: String) -> Dialect? {
    path.split(separator: "/").dropLast().suffix(2).elementsEqual(["rules", "fake"]) ? .loki : nil
  }

  /// The first key in a file of rules, their tests, or jobs that only one of the other programs takes; nil for a file of Prometheus.
  package static func proof(byKeysOf root: Node) -> Proof? {
    let groups = root["groups"]?.sequence ?? []
    if !groups.isEmpty, let key = root.entry("namespace")?.key {
      return Proof(dialect: .mimir, what: "the key `namespace`", range: key.range)
    }
    if !groups.isEmpty, let name = root.entry("name"), name.value.text != nil {
      return Proof(dialect: .asserts, what: "the key `name` of the file", range: name.key.range)
    }
    for group in groups {
      if let proof = proof(group, .group) { return proof }
      for rule in group["rules"]?.sequence ?? [] { if let proof = proof(rule, .rule) { return proof } }
    }
    for test in root["tests"]?.sequence ?? [] {
      if let key = test.entry("metricsql_expr_test")?.key {
        return Proof(dialect: .vmalert, what: "the key `metricsql_expr_test`", range: key.range)
      }
      for alert in test["alert_rule_test"]?.sequence ?? [] {
        guard let key = alert.entry("groupname")?.key else { continue }
        return Proof(dialect: .vmalert, what: "the key `groupname`", range: key.range)
      }
    }
    for job in root["scrape_configs"]?.sequence ?? [] { if let proof = proof(job, .job) { return proof } }
    return nil
  }

  /// Sections whose keys tell.
  private enum Section { case group, rule, job }

  private static func proof(_ node: Node, _ section: Section) -> Proof? {
    let known =
      switch section {
      case .group: groupKeys
      case .rule: ruleKeys
      case .job: jobKeys
      }
    for entry in node.mapping ?? [] {
      guard let key = entry.key.text else { continue }
      // A misspelt key is no proof, but a word that only vmalert has for a value is.
      if section == .group, key == "type", ["prometheus", "graphite", "vlogs"].contains(entry.value.text ?? "") {
        return Proof(dialect: .vmalert, what: "the type `\(entry.value.text ?? "")` of a group", range: entry.key.range)
      }
      if !frequentKeys.contains(key), let dialect = known[key] {
        return Proof(dialect: dialect, what: "the key `\(key)`", range: entry.key.range)
      }
    }
    return nil
  }

  /// Keys of most rules, which are looked up in no table.
  private static let frequentKeys = ["alert", "record", "expr", "for", "labels", "annotations"]

  // Made once: every rule of every file is asked.
  private static let groupKeys = dialects(of: \.group)
  private static let ruleKeys = dialects(of: \.rule)
  private static let jobKeys = dialects(of: \.job, but: ["headers", "disable_compression"])

  /// The first of the other programs that takes a key, but for keys that Prometheus has as well or that a misspelt one of its own
  /// could be.
  private static func dialects(of keys: KeyPath<Keys, Set<String>>, but others: [String] = []) -> [String: Dialect] {
    var first: [String: Dialect] = [:]
    for dialect in [Dialect.thanos, .mimir, .vmalert, .vmagent] {
      for key in dialect.keys[keyPath: keys] { first[key] = first[key] ?? dialect }
    }
    for key in ["query_offset", "type"] + others { first[key] = nil }
    return first
  }

  /// The first expression or template that only another program takes. To be asked where Prometheus refuses some of them.
  package static func proof(byTextsOf root: Node) -> Proof? {
    let groups = root["groups"]?.sequence ?? []
    for expression in groups.lazy.flatMap({ $0["rules"]?.sequence ?? [] }).compactMap({ $0["expr"] }) {
      guard let text = expression.text, let language = QueryLanguage(provenBy: text) else { continue }
      return language == .logQL
        ? Proof(dialect: .loki, what: "an expression in LogQL", range: expression.range)
        : Proof(dialect: .vmalert, what: "an expression in MetricsQL", range: expression.range)
    }
    for text in groups.lazy.flatMap({ $0["rules"]?.sequence ?? [] }).flatMap({ $0["annotations"]?.mapping ?? [] }) {
      guard let value = text.value.text, value.includes("{{"),
        let word = templateWords.first(where: { value.contains($0) })
      else {
        continue
      }
      return Proof(dialect: .vmalert, what: "`\(word)` in a template", range: text.value.range)
    }
    return nil
  }

  /// The first query of a dashboard that is in MetricsQL. To be asked where some query is no PromQL.
  package static func proof(byQueriesOf dashboards: [Dashboard]) -> Proof? {
    for query in dashboards.lazy.flatMap({ $0.queries + $0.selections }) where !query.result.errors.isEmpty {
      guard QueryLanguage(provenBy: query.text.value) == .metricsQL else { continue }
      return Proof(dialect: .vmalert, what: "a query in MetricsQL", range: query.text.range)
    }
    return nil
  }

  /// A variable of a dashboard that chose VictoriaMetrics when it was saved.
  package static func proof(byDataSourcesOf root: Node) -> Proof? {
    let dashboard = root["dashboard"] ?? root["spec"] ?? root
    for variable in dashboard.descend(["templating", "list"])?.sequence ?? []
    where variable["type"]?.text == "datasource" {
      for name in [variable.descend(["current", "text"]), variable.descend(["current", "value"]), variable["regex"]] {
        guard let name, let text = name.text, text.lowercased().includes("victoriametrics") else { continue }
        return Proof(dialect: .vmalert, what: "the data source `\(text)`", range: name.range)
      }
    }
    return nil
  }

  /// Variables and functions that templates of vmalert have, and those of Prometheus do not.
  ///
  /// Source: VictoriaMetrics/VictoriaMetrics at b7ef6cc3ed, app/vmalert/notifier/alert.go and app/vmalert/templates/template.go.
  private static let templateWords = [
    "$expr", "$alertID", "$groupID", "$activeAt", "$isPartial", "queryEscape", "pathEscape", "jsonEscape",
    "quotesEscape", "crlfEscape", "htmlEscape", "formatTime", "parseDurationTime",
  ]
}

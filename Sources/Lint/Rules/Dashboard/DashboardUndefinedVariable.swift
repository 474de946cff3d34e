import Documents
import Formats
import PromQL

extension Rule {
  static let undefinedVariable = Rule(
    "dashboard/undefined-variable", .warning, "a query names a variable that the dashboard does not have",
    why: "Grafana leaves the name as it is: the query is refused, or compares with a dollar sign and finds nothing.",
    bad: [
      .target(#"up{job="⟦$jobs⟧"}"#, variables: #"{"name": "job", "type": "custom", "query": "a,b"}"#),
      .target("rate(x[⟦${step}⟧]) / rate(y[${step}])"), .target("up", #""legendFormat": "⟦[[host]]⟧""#),
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(up{env=\"⟦$env⟧\"}, job)"}"#
      ),
    ],
    good: [
      .target(#"up{job="$job"}"#, variables: #"{"name": "job", "type": "custom", "query": "a,b"}"#),
      .target("rate(x[$__rate_interval])"), .target(#"label_replace(up, "a", "$1", "b", "(.*)")"#),
      .target(#"label_replace(up, "a", "$host", "b", "(?P<host>.*):.*")"#),
      // In a pattern it is a dollar sign.
      .target(#"messages_total{topic=~"\\$SYS/.*"}"#, #""legendFormat": "\\$SYS""#),
      .panel(
        #""type": "logs", "title": "Lines""#,
        targets: #"""
          {"refId": "A", "datasource": {"type": "loki", "uid": "l"}, "expr": "{job=\"a\"} | line_format \"{{ $x := .y }}{{ $x }}\""}
          """#),
      Example(
        #"""
        {"__inputs": [{"name": "DS_PROMETHEUS", "type": "datasource", "pluginId": "prometheus"}], "uid": "a", "title": "A",
          "schemaVersion": 41, "panels": [{"id": 1, "type": "stat", "title": "Up", "datasource": "${DS_PROMETHEUS}",
            "targets": [{"refId": "A", "expr": "up"}]}]}
        """#, name: "example.json"),
      Example(
        #"""
        {"uid": "a", "title": "A", "schemaVersion": 41, "panels": [
          {"id": 1, "type": "row", "title": "Now", "datasource": "${DS_PROMETHEUS}", "panels": []}]}
        """#, name: "example.json"),
    ],
    check: .dashboard { dashboard, reporter in
      var places = PlacesByCause()
      for target in dashboard.panels.flatMap(\.targets)
      where !target.isHidden && (target.kind == .prometheus || target.kind == .loki) {
        if let expression = target.expression { add(expression, target.query, target.kind, dashboard, &places) }
        if let legend = target.legend { add(legend, nil, target.kind, dashboard, &places) }
      }
      for query in dashboard.variables.compactMap(\.templateQuery) { add(query.text, nil, nil, dashboard, &places) }
      for uid in dashboard.chosenDataSources.compactMap(\.uid) { add(uid, nil, nil, dashboard, &places) }
      var names = NearestNames(among: dashboard.variables.compactMap { $0.name?.value })
      for (name, ranges) in places.all {
        let near = names.nearest(to: name)
        reporter.report(
          "the dashboard has no variable `\(name)`: Grafana leaves the text as it is", at: ranges[0],
          help: near.map { "did you mean `\($0)`?" } ?? "add it under `templating`",
          notes: reporter.notes(alsoAt: ranges.dropFirst()))
      }
    })

  private static func add(
    _ text: Text, _ query: Query?, _ kind: DataSourceKind?, _ dashboard: Dashboard, _ places: inout PlacesByCause
  ) {
    // Asked for only where something is missing.
    lazy var patterns = query?.replacements ?? []
    lazy var templates = TemplateBraces(text.value)
    for reference in VariableReference.all(in: text.value) {
      guard !reference.isBuiltIn, !reference.isEscaped, !dashboard.knows(reference.name) else { continue }
      // What a pattern of label_replace has matched is written the same way.
      if patterns.contains(where: { $0.contains(reference.name) }) { continue }
      // In Loki's templates, `{{ $x }}`, it is a variable of the template.
      if kind == .loki, templates.hold(reference.range.lowerBound) { continue }
      places.add(text.range(of: reference.range, in: dashboard.source), to: reference.name)
    }
  }
}

/// What of a text stands between `{{` and `}}`.
private struct TemplateBraces {
  private let bytes: [UInt8]
  private var position = 1
  private var isOpen = false

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether a byte is in there; bytes are asked about in their order.
  mutating func hold(_ offset: Int) -> Bool {
    while position < offset {
      if bytes[position] == bytes[position - 1] {
        if bytes[position] == UInt8(ascii: "{") { isOpen = true }
        if bytes[position] == UInt8(ascii: "}") { isOpen = false }
      }
      position += 1
    }
    return isOpen
  }
}

extension Query {
  /// Patterns of `label_replace`, whose groups have names.
  fileprivate var replacements: [String] {
    var found: [String] = []
    result.expression?.visit { node in
      guard case .call(let call) = node, call.function.name == "label_replace", call.arguments.count == 5,
        case .string(let pattern) = call.arguments[4].unwrapped
      else { return }
      found.append(pattern.value)
    }
    return found
  }
}

extension Dashboard {
  /// References to data sources that a variable chooses, each place once.
  var chosenDataSources: [DataSourceReference] {
    // What a panel says goes before what its queries say, unless it mixes several.
    let asking = panels.filter(\.asks).flatMap { panel in
      panel.dataSource != nil && kind(of: panel.dataSource, in: nil) != .mixed
        ? [panel.dataSource] : [panel.dataSource] + panel.targets.map(\.dataSource)
    }
    let all = asking + variables.map(\.dataSource)
    var seen: Set<Int> = []
    return all.compactMap { $0 }.filter { reference in
      guard let uid = reference.uid, reference.variable != nil else { return false }
      return seen.insert(uid.range.lowerBound).inserted
    }
  }
}

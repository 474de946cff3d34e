import Documents
import Formats
import PromQL

extension Rule {
  static let undefinedVariable = Rule(
    "dashboard/undefined-variable", .warning, "a query names a variable that the dashboard does not have",
    why: "Grafana leaves the name as it is: the query is refused, or compares with a dollar sign and finds nothing.",
    bad: [
      .target(#"up{job="⟦$jobs⟧"}"#, variables: #"{"name": "job", "type": "custom", "query": "a,b"}"#),
      .target("rate(x[⟦${step}⟧])"), .target("up", #""legendFormat": "⟦[[host]]⟧""#),
      .variable(
        #"{"name": "job", "type": "query", "datasource": "${datasource}", "query": "label_values(up{env=\"⟦$env⟧\"}, job)"}"#
      ),
    ],
    good: [
      .target(#"up{job="$job"}"#, variables: #"{"name": "job", "type": "custom", "query": "a,b"}"#),
      .target("rate(x[$__rate_interval])"), .target(#"label_replace(up, "a", "$1", "b", "(.*)")"#),
      .target(#"label_replace(up, "a", "$host", "b", "(?P<host>.*):.*")"#),
    ],
    check: .dashboard { dashboard, reporter in
      for target in dashboard.panels.flatMap(\.targets) where target.kind == .prometheus || target.kind == .loki {
        if let expression = target.expression { report(in: expression, dashboard, target.query, &reporter) }
        if let legend = target.legend { report(in: legend, dashboard, nil, &reporter) }
      }
      for query in dashboard.variables.compactMap(\.templateQuery) { report(in: query.text, dashboard, nil, &reporter) }
      for reference in dashboard.chosenDataSources {
        guard let uid = reference.uid else { continue }
        report(in: uid, dashboard, nil, &reporter)
      }
    })

  private static func report(in text: Text, _ dashboard: Dashboard, _ query: Query?, _ reporter: inout Reporter) {
    for reference in VariableReference.all(in: text.value) {
      guard !reference.isBuiltIn, !dashboard.knows(reference.name) else { continue }
      // What a pattern of label_replace has matched is written the same way.
      if let query, query.replacements.contains(where: { $0.contains(reference.name) }) { continue }
      let names = dashboard.variables.compactMap { $0.name?.value }
      let near = Spelling.nearest(to: reference.name, among: names)
      reporter.report(
        "the dashboard has no variable `\(reference.name)`: Grafana leaves the text as it is", at: text,
        part: reference.range, help: near.map { "did you mean `\($0)`?" } ?? "add it under `templating`")
    }
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
    let all = panels.flatMap { [$0.dataSource] + $0.targets.map(\.dataSource) } + variables.map(\.dataSource)
    var seen: Set<Int> = []
    return all.compactMap { $0 }.filter { reference in
      guard let uid = reference.uid, reference.variable != nil else { return false }
      return seen.insert(uid.range.lowerBound).inserted
    }
  }
}

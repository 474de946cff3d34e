import Documents
import Formats

extension Rule {
  static let noTargets = Rule(
    "panel/no-targets", .warning, "a panel of values that asks for none",
    why: "It stays empty.",
    bad: [.panel(#""type": "timeseries", "title": ⟦"Requests"⟧"#, targets: "")],
    good: [
      .panel(#""type": "timeseries", "title": "Requests""#), .panel(#""type": "text", "title": "Notes""#, targets: ""),
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: #"{"id": 1, "type": "stat", "title": "Up", "libraryPanel": {"uid": "up", "name": "Up"}}"#),
    ],
    check: .panel { panel, reporter in
      guard panel.drawsValues, panel.targets.isEmpty, !panel.isLibraryPanel else { return }
      reporter.report("the panel has no query: it stays empty", at: panel.place, help: "add one, or remove the panel")
    })

  static let emptyTarget = Rule(
    "panel/empty-target", .warning, "a Prometheus query without an expression",
    why: "Grafana does not send it; the panel shows what its other queries give, or nothing.",
    bad: [.target("", "").marking(#""""#)],
    good: [.target("up")],
    check: .target { target, reporter in
      guard target.kind == .prometheus, let expression = target.expression,
        expression.value.utf8.allSatisfy({ $0 <= 0x20 })
      else { return }
      reporter.report("the query is empty", at: expression.range, help: "write an expression, or remove the query")
    })

  static let hiddenTarget = Rule(
    "panel/hidden-target", .info, "a query that is hidden and that nothing builds on",
    why: "It is not run and shows nothing: left over, or switched off by mistake.",
    bad: [.target("up", #""hide": ⟦true⟧"#)],
    good: [
      .target("up", #""hide": false"#),
      .panel(
        #""type": "timeseries", "title": "Example""#,
        targets: """
          {"refId": "A", "expr": "up", "hide": true},
          {"refId": "B", "datasource": {"type": "__expr__", "uid": "__expr__"}, "type": "math", "expression": "$A * 2"}
          """),
    ],
    check: .target { target, reporter in
      guard target.isHidden, let node = target.hiddenNode, !target.isUsed else { return }
      reporter.report(
        "the query is hidden, and nothing uses it", at: node.range, help: "show it, or remove it")
    })
}

extension PanelTarget {
  /// Another query of the panel is calculated from it, or an alert is.
  fileprivate var isUsed: Bool {
    if panel.node["alert"] != nil { return true }
    return panel.targets.contains { other in
      if other === self { return false }
      // Expressions of the server, and those of Prometheus that name others as `#A`.
      return other.kind == .other("__expr__") || other.dataSource?.uid?.value == "__expr__"
        || other.node["expression"] != nil
    }
  }
}

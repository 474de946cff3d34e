import Documents
import Formats

extension Rule {
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

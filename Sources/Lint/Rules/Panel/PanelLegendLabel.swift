import Documents
import Formats
import PromQL

extension Rule {
  static let legendLabel = Rule(
    "panel/legend-label", .warning, "a legend names a label that the series do not have",
    why: "It is empty for every series, and all of them are called the same.",
    bad: [
      .target("sum by (job) (up)", #""legendFormat": "⟦{{instance}}⟧ of {{ job }}""#),
      .target("count(up)", #""legendFormat": "⟦{{job}}⟧""#),
    ],
    good: [
      .target("sum by (job) (up)", #""legendFormat": "{{job}}""#), .target("up", #""legendFormat": "{{instance}}""#),
      .target("sum by ($label) (up)", #""legendFormat": "{{job}}""#),
      .target("sum by (job) (up)", #""legendFormat": "{{job}} {{instance}}""#),
      .panel(
        #"""
        "type": "stat", "title": "A", "datasource": {"type": "prometheus", "uid": "p"},
            "targets": [{"refId": "A", "expr": "count(up)", "legendFormat": "{{job}}"}]
        """#),
      // One series, which the rest of the legend names.
      .target("histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))", #""legendFormat": "{{route}} 99th""#),
    ],
    check: .target { target, reporter in
      // A table shows labels in columns, and no legend.
      guard let query = target.query, query.expression != nil, let legend = target.legend, !target.isHidden,
        target.panel.type?.value != "table", !target.panel.writesValuesOnly,
        target.node["format"]?.text != "table"
      else { return }
      let isOneSeries = query.labels.all?.isEmpty == true
      if isOneSeries, !target.panel.writesNameOfOne { return }
      let labels = legend.legendLabels
      for (name, part) in labels {
        guard let reason = query.labels.absence(of: name) else { continue }
        if isOneSeries, legend.hasWords(outsideOf: labels.map(\.part)) { continue }
        // Behind what tells the series apart, nothing is missing.
        let isLast = !legend.hasWords(outsideOf: [0..<part.upperBound])
        if isLast,
          labels.contains(where: { $0.part.upperBound <= part.lowerBound && query.labels.absence(of: $0.name) == nil })
        {
          continue
        }
        reporter.report(
          "no series has the label `\(name)`: it \(reason.text)", at: legend, part: part,
          help: "keep the label in the query, or name another",
          notes: [reporter.note("decided here", at: query.range(reason.range))])
        // What takes one label away mostly takes the others too.
        return
      }
    })
}

extension Panel {
  private var options: Node? { node["options"] ?? node.descend(["vizConfig", "spec", "options"]) }

  /// Whether nobody sees what a series is called.
  fileprivate var writesValuesOnly: Bool { type?.value == "stat" && options?["textMode"]?.text == "value" }

  /// Whether somebody sees what a series is called where there is one only.
  fileprivate var writesNameOfOne: Bool {
    switch type?.value {
    case "stat", "singlestat", "gauge":
      return targets.count > 1 || ["name", "value_and_name"].contains(options?["textMode"]?.text ?? "")
    default:
      return options?["legend"]?.flag("showLegend") != false && node["legend"]?.flag("show") != false
    }
  }
}

extension Text {
  /// Whether letters or digits stand somewhere else than in some parts.
  fileprivate func hasWords(outsideOf parts: [Range<Int>]) -> Bool {
    value.utf8.enumerated().contains { offset, byte in
      (byte.isLetter || byte.isDigit) && !parts.contains { $0.contains(offset) }
    }
  }
}

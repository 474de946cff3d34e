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
      if isOneSeries, legend.hasWords(outsideOf: labels.map(\.part)) { return }
      let lastWord = legend.value.utf8.lastIndex { $0.isLetter || $0.isDigit }
      let wordEnd = lastWord.map { legend.value.utf8.distance(from: legend.value.startIndex, to: $0) + 1 } ?? 0
      var tellsApart = false
      for (name, part) in labels {
        guard let reason = query.labels.absence(of: name) else {
          tellsApart = true
          continue
        }
        // Behind what tells the series apart, nothing is missing.
        if tellsApart, wordEnd <= part.upperBound { continue }
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
  /// Whether letters or digits stand somewhere else than in some parts, which are in order.
  fileprivate func hasWords(outsideOf parts: [Range<Int>]) -> Bool {
    var rest = parts[...]
    return value.utf8.enumerated().contains { offset, byte in
      while let part = rest.first, part.upperBound <= offset { rest.removeFirst() }
      return (byte.isLetter || byte.isDigit) && rest.first?.contains(offset) != true
    }
  }
}

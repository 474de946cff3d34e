import Documents
import PromQL

/// What is known of one expression's labels.
struct LabelReport {
  let expression: Expr

  private var flow: LabelFlow { expression.labels() }

  /// Labels that the expression names and that its result never carries.
  private var absent: [(label: String, why: String)] {
    let named = Set(expression.labelsUsed.map(\.name)).union(flow.excluded)
    return named.sorted().compactMap { label in flow.absence(of: label).map { (label, $0.text) } }
  }

  private var sometimes: [String]? {
    flow.all.map { all in all.filter { flow.presence(of: $0) == .sometimes } }
  }

  var text: String {
    var lines = [
      "result     \(expression.type)", "metric     \(flow.keepsMetricName ? "keeps its name" : "loses its name")",
    ]
    let always = flow.guaranteed.map { label in
      flow.value(of: label).map { "\(label)=\(JSONWriter.quoted($0))" } ?? label
    }
    lines.append("always     " + (always.isEmpty ? "-" : always.joined(separator: ", ")))
    lines.append("sometimes  " + (sometimes.map { $0.isEmpty ? "-" : $0.joined(separator: ", ") } ?? "any other label"))
    for (index, (label, why)) in absent.enumerated() {
      lines.append((index == 0 ? "never      " : "           ") + "\(label), which \(why)")
    }
    for mismatch in expression.mismatches() {
      lines.append(
        "\(mismatch.isCertain ? "no match" : "few match")\(mismatch.isCertain ? "   " : "  ")\(mismatch.explanation)")
    }
    return lines.joined(separator: "\n")
  }

  var tree: Tree {
    [
      "type": .string(expression.type.rawValue), "keeps_metric_name": .boolean(flow.keepsMetricName),
      "always": .list(
        flow.guaranteed.map { label in
          .compact(["name": .string(label), "value": flow.value(of: label).map { .string($0) }])
        }),
      "sometimes": sometimes.map { .strings($0) } ?? .null,
      "never": .list(absent.map { ["name": .string($0.label), "why": .string($0.why)] }),
      "mismatches": .list(
        expression.mismatches().map {
          [
            "label": .string($0.label), "certain": .boolean($0.isCertain), "why": .string($0.explanation),
            "start": .integer($0.operation.opRange.lowerBound), "end": .integer($0.operation.opRange.upperBound),
          ]
        }),
    ]
  }
}

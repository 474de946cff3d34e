import Documents
import Formats
import PromQL
import RE2

extension Rule {
  static let removedLabel = Rule(
    "promql/removed-label", .warning, "a label that something further inside has removed already",
    why:
      "Grouping by a label that is gone groups by nothing: everything falls into one group, and the label of the result is empty.",
    bad: [
      .alert("sum by (⟦instance⟧) (sum by (job) (up)) > 1"),
      .alert(#"label_replace(sum by (job) (up), "host", "$1", ⟦"instance"⟧, "(.*):.*") > 1"#),
      .alert("sum(up) * on (⟦cluster⟧) sum(limits) > 1"),
      .alert("up * on (instance) group_left (⟦version⟧) sum by (instance) (info) > 1"),
      .target("sum by (⟦instance⟧) (sum by (job) (up))", #""legendFormat": "{{instance}}""#),
      .target("sum by (⟦instance⟧) (sum by (job) (up)) / 2 > 1", #""legendFormat": "limit""#),
    ],
    good: [
      .alert("sum by (job) (sum by (job, instance) (up)) > 1"),
      .alert(#"sum by (host) (label_replace(up, "host", "$1", "instance", "(.*):.*")) > 1"#),
      .alert("sum by (version) (up * on (instance) group_left (version) info) > 1"),
      .alert(#"label_replace(sum by (job) (up), "kind", "a", "instance", ".*") > 1"#),
      // One line is wanted, and one comes.
      .target("max by (burst) (max by (name) (limits))", #""legendFormat": "limit""#),
    ],
    check: .query { query, reporter in
      query.expression?.visit { node in
        switch node {
        case .aggregation(let aggregation):
          guard let grouping = aggregation.grouping, !grouping.isWithout, aggregation.operand.mayRemoveLabels else {
            return
          }
          let flow = aggregation.operand.labels()
          let isOutermost = query.expression?.unwrapped.range == aggregation.range
          for label in grouping.labels where !label.isPlaceholder && !(isOutermost && query.isUnread(label.name)) {
            report(label.name, label.range, flow, query, &reporter)
          }
        case .call(let call):
          guard call.function.name == "label_replace", call.arguments.count == 5, call.arguments[0].mayRemoveLabels,
            case .string(let label) = call.arguments[3].unwrapped, !label.value.isEmpty, !setsConstant(call)
          else { return }
          report(label.value, label.range, call.arguments[0].labels(), query, &reporter)
        case .binary(let operation): report(operation, query, &reporter)
        default: return
        }
      }
    })

  /// Labels to match by that neither side has, and labels to take over that the side with one series for each match does not have.
  private static func report(_ operation: BinaryOperation, _ query: Query, _ reporter: inout Reporter) {
    guard let matching = operation.matching, operation.lhs.mayRemoveLabels || operation.rhs.mayRemoveLabels else {
      return
    }
    // Most operators name no label, or one that the right side has.
    lazy var left = operation.lhs.labels()
    lazy var right = operation.rhs.labels()
    for label in matching.isOn ? matching.labels : [] where !label.isPlaceholder {
      if right.absence(of: label.name) != nil { report(label.name, label.range, left, query, &reporter) }
    }
    for label in matching.include where !label.isPlaceholder {
      report(label.name, label.range, matching.cardinality == .oneToMany ? left : right, query, &reporter)
    }
  }

  /// Whether `label_replace` writes the same text wherever the label that it reads is missing.
  private static func setsConstant(_ call: Call) -> Bool {
    guard case .string(let replacement) = call.arguments[2].unwrapped,
      case .string(let pattern) = call.arguments[4].unwrapped
    else { return false }
    return !replacement.value.includes("$") && KnownPattern.of(pattern.value)?.matchesEmpty == true
  }

  private static func report(
    _ label: String, _ range: Range<Int>, _ flow: LabelFlow, _ query: Query, _ reporter: inout Reporter
  ) {
    // The name is lost in most operations, and grouping by it on purpose is another story.
    guard label != "__name__", let reason = flow.absence(of: label), !query.source.isFixture else { return }
    reporter.report(
      "there is no `\(label)` here: it \(reason.text)", in: query, at: range,
      help: "keep the label further inside, or leave it out here",
      notes: [reporter.note("what removes it", at: query.range(reason.range), in: query.source)])
  }
}

extension Query {
  /// Whether what comes out is called by other things than a label, so that nobody misses it.
  fileprivate func isUnread(_ label: String) -> Bool {
    legend.map { $0.legendLabels.allSatisfy { $0.name != label } } ?? false
  }
}

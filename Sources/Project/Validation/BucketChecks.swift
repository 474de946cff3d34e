import Arithmetic
import Documents
import PromQL

/// Thresholds that a quantile never exceeds. Where it falls beyond the last bound of its histogram, `histogram_quantile` gives that bound:
/// <https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile>.
enum BucketChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    for alert in context.ruleFiles.alerts {
      guard let owner = alert.owner else { continue }
      for level in alert.levels {
        guard let expression = level.expression, expression.text.includes("histogram_quantile") else { continue }
        for (metric, threshold, isReached) in quantiles(expression.tree) {
          guard let last = owner.metrics[metric]?.buckets.last?.double,
            threshold > last || threshold == last && !isReached
          else { continue }
          report(alert, level, metric, threshold, last, owner, &context)
        }
      }
    }
  }

  /// Histograms whose quantile must exceed a number, and whether to equal it is enough.
  private static func quantiles(_ tree: Expr) -> [(metric: String, threshold: Double, isReached: Bool)] {
    var found: [(String, Double, Bool)] = []
    tree.visit { node in
      guard case .binary(let comparison) = node, [.greater, .greaterOrEqual].contains(comparison.op),
        case .number(let number) = comparison.rhs.unwrapped, let (call, factor) = quantile(comparison.lhs.unwrapped)
      else { return }
      for use in call.arguments.last?.metricNames ?? [] {
        guard let (metric, part) = MetricPart.split(use.name), part == .bucket else { continue }
        found.append((metric, number.value / factor, comparison.op == .greaterOrEqual))
      }
    }
    return found
  }

  /// A quantile, and what makes another unit of its buckets' one.
  private static func quantile(_ tree: Expr) -> (call: Call, factor: Double)? {
    switch tree {
    case .call(let call): return call.function.name == "histogram_quantile" ? (call, 1) : nil
    case .binary(let node):
      guard case .number(let number) = node.rhs.unwrapped, let (call, factor) = quantile(node.lhs.unwrapped) else {
        return nil
      }
      switch node.op {
      case .divide: return (call, factor / number.value)
      case .multiply: return (call, factor * number.value)
      default: return nil
      }
    default: return nil
    }
  }

  private static func report(
    _ alert: Alert, _ level: Alert.Level, _ metric: String, _ threshold: Double, _ last: Double, _ owner: Owner,
    _ context: inout SpecContext
  ) {
    let section = owner.kind == .service ? "services" : "components"
    let place: Path = [.key(section), .key(owner.name)]
    let declared = place + ["metrics", .key(metric), "buckets"]
    let tuned = place + ["alerts", .key(alert.name), .key(level.severity.name)]
    let own: Path = ["alerts", .key(alert.name), "expr"]
    let path = [own, tuned, declared].first { context.reading.node(at: $0) != nil && (alert.isOwn || $0 != own) }
    context.report(
      .unreachableThreshold,
      "`\(alert.name)` never fires at \(level.severity.name): no quantile of `\(metric)` is above its last bucket, \(last.plainDecimal), and \(threshold.plainDecimal) must be exceeded",
      help: (owner.kind == .service
        ? "add a bucket above \(threshold.plainDecimal) to `services.\(owner.name).metrics.\(metric).buckets` and to what exposes it, or "
        : "") + "lower the threshold",
      at: path ?? place)
  }
}

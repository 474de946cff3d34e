import PromQL
import Testing

/// Expressions with what their series are called where they are exposed.
struct SeriesNamingTests {
  private static let milliseconds = UnitScale(0.001)

  private static let naming = SeriesNaming([
    "requests_total": .init("duration_ms_count", labels: ["status": "code", "endpoint": "route"]),
    "duration_seconds_bucket": .init("duration_ms_bucket", labels: ["endpoint": "route"], bounds: milliseconds),
    "duration_seconds_sum": .init("duration_ms_sum", labels: ["endpoint": "route"], value: milliseconds),
    "duration_seconds_count": .init("duration_ms_count", labels: ["endpoint": "route"]),
    "queue_seconds": .init("queue_minutes", value: UnitScale(60)),
  ])

  @Test(arguments: [
    // Names, and labels in matchers.
    (
      "requests_total",
      "label_replace(label_replace(label_replace(label_replace(duration_ms_count, \"endpoint\", \"$1\", \"route\", \"(.*)\"), \"status\", \"$1\", \"code\", \"(.*)\"), \"route\", \"\", \"\", \"\"), \"code\", \"\", \"\", \"\")"
    ),
    (
      "sum(rate(requests_total{status=~\"5..\", a=\"b\"}[5m]))",
      "sum(rate(duration_ms_count{code=~\"5..\", a=\"b\"}[5m]))"
    ),
    (
      "sum(rate( requests_total {$target, status=\"500\"}[$__rate_interval] offset 1w))",
      "sum(rate( duration_ms_count {$target, code=\"500\"}[$__rate_interval] offset 1w))"
    ),
    ("other_total{status=\"500\"}", "other_total{status=\"500\"}"),
    // Labels that are asked for besides.
    (
      "sum by (service, endpoint) (rate(requests_total[5m]))",
      "sum by (service, endpoint) (label_replace(rate(duration_ms_count[5m]), \"endpoint\", \"$1\", \"route\", \"(.*)\"))"
    ),
    (
      "topk(3, sum by (status) (rate(requests_total[5m])))",
      "topk(3, sum by (status) (label_replace(rate(duration_ms_count[5m]), \"status\", \"$1\", \"code\", \"(.*)\")))"
    ),
    (
      "sum by (a) (x * on (status) group_left requests_total)",
      "sum by (a) (x * on (status) group_left label_replace(duration_ms_count, \"status\", \"$1\", \"code\", \"(.*)\"))"
    ),
    ("count(rate(requests_total[5m]) > 0)", "count(rate(duration_ms_count[5m]) > 0)"),
    // Units of values.
    (
      "sum(rate(duration_seconds_sum[5m])) / sum(rate(duration_seconds_count[5m]))",
      "sum(rate(duration_ms_sum[5m]) / 1000) / sum(rate(duration_ms_count[5m]))"
    ),
    ("queue_seconds > 5", "(queue_minutes * 60) > 5"),
    ("max_over_time(queue_seconds[1h])", "max_over_time(queue_minutes[1h]) * 60"),
    ("max_over_time(queue_seconds[1h:1m])", "max_over_time((queue_minutes * 60)[1h:1m])"),
    ("changes(queue_seconds[1h]) + count(queue_seconds)", "changes(queue_minutes[1h]) + count(queue_minutes * 60)"),
    ("absent(queue_seconds)", "absent(queue_minutes)"),
    // Units of bounds.
    (
      "histogram_quantile(0.9, sum by (le) (rate(duration_seconds_bucket[5m]))) > 1",
      "(histogram_quantile(0.9, sum by (le) (rate(duration_ms_bucket[5m]))) / 1000) > 1"
    ),
    ("sum(rate(duration_seconds_bucket{le=\"0.3\"}[5m]))", "sum(rate(duration_ms_bucket{le=~\"300(\\\\.0)?\"}[5m]))"),
    ("sum(rate(duration_seconds_bucket{le=\"0.0005\"}[5m]))", "sum(rate(duration_ms_bucket{le=\"0.5\"}[5m]))"),
    (
      "sum(rate(duration_seconds_bucket{le=~\"1(\\\\.0)?\"}[5m]))",
      "sum(rate(duration_ms_bucket{le=~\"1000(\\\\.0)?\"}[5m]))"
    ),
    ("sum(rate(duration_seconds_bucket{le=\"+Inf\"}[5m]))", "sum(rate(duration_ms_bucket{le=\"+Inf\"}[5m]))"),
  ])
  func isRenamed(expression: String, expected: String) throws {
    let tree = try #require(Expr.parse(expression, options: ParseOptions(allowsPlaceholders: true)).expression)
    let renamed = tree.renamed(by: Self.naming, in: expression)
    #expect(renamed == expected)
    #expect(Expr.parse(renamed, options: ParseOptions(allowsPlaceholders: true)).errors.isEmpty)
  }

  @Test(arguments: [
    ("requests_total{endpoint=\"/{id}\", status=\"500\"}", "duration_ms_count{route=\"/{id}\", code=\"500\"}"),
    (
      "duration_seconds_bucket{endpoint=\"$machine\", le=\"0.3\"}", "duration_ms_bucket{route=\"$machine\", le=\"300\"}"
    ),
    ("duration_seconds_bucket{le=\"+Inf\"}", "duration_ms_bucket{le=\"+Inf\"}"),
    ("other{status=\"500\"}", nil),
  ])
  func seriesAreRenamed(series: String, expected: String?) {
    #expect(Self.naming.exposed(series)?.text == expected)
  }
}

import Documents
import PromQL

extension Rule {
  static let recordTotal = Rule(
    "record/total-suffix", .info, "a recorded rate that keeps `_total` in its name",
    why: "A rate is no total any more; by convention the suffix goes when `rate` or `irate` is applied.",
    bad: [.record("job:http_requests⟦_total⟧:rate5m", "sum by (job) (rate(http_requests_total[5m]))")],
    good: [
      .record("job:http_requests:rate5m", "sum by (job) (rate(http_requests_total[5m]))"),
      .record("job:http_requests_total:increase1h", "sum by (job) (increase(http_requests_total[1h]))"),
      .record("job:http_requests_total:sum", "sum by (job) (http_requests_total)"),
    ],
    check: .record { rule, reporter in
      guard rule.name.value.includes("_total") else { return }
      let parts = rule.name.value.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 2, parts[1].hasSuffix("_total"),
        parts.last?.contains("rate") == true
      else { return }
      let end = parts[0].utf8.count + 1 + parts[1].utf8.count
      reporter.report(
        "a rate is no total any more", at: rule.name, part: end - 6..<end,
        help: "leave `_total` out, and rename what refers to it")
    })
}

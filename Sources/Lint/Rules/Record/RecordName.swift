import Documents

extension Rule {
  static let recordName = Rule(
    "record/name", .info, "a recorded metric whose name has no colon",
    why:
      "Colons tell what was recorded from what was scraped. The names say the level of aggregation, the metric and the operations: `job:http_requests:rate5m`.",
    bad: [.record("⟦http_requests_rate⟧", "sum by (job) (rate(http_requests_total[5m]))")],
    good: [.record("job:http_requests:rate5m", "sum by (job) (rate(http_requests_total[5m]))")],
    check: .record { rule, reporter in
      guard !rule.name.value.includes(":") else { return }
      reporter.report(
        "the name looks like that of a scraped metric", at: rule.name,
        help: "name it `level:metric:operations`, like `job:http_requests:rate5m`")
    })
}

import Documents
import PromQL

extension Rule {
  static let recordWindow = Rule(
    "record/window", .warning, "a record whose name says another range than its expression",
    why:
      "Whoever reads `rate5m` compares it with other five-minute rates. A copied rule whose range was changed, or was not, misleads them.",
    bad: [.record("job:http_requests:⟦rate5m⟧", "sum by (job) (rate(http_requests_total[1m]))")],
    good: [
      .record("job:http_requests:rate5m", "sum by (job) (rate(http_requests_total[5m]))"),
      .record("job:http_requests:rate1h", "sum by (job) (rate(http_requests_total[60m]))"),
      .record("job:http_requests:rate5m_max1h", "max_over_time(job:http_requests:rate5m[1h])"),
      .record("job:http_requests:rate", "rate(http_requests_total[1m])"),
    ],
    check: .record { rule, reporter in
      // Most names say no window, which their last two letters show.
      let ending = Array(rule.name.value.utf8.suffix(2))
      guard ending.count == 2, ending[0].isDigit || ending[0] == UInt8(ascii: "m"), ending[1].isLetter else { return }
      guard let last = rule.name.value.utf8.split(separator: UInt8(ascii: ":")).last.map(Substring.init),
        rule.name.value.includes(":"), let window = window(last), let expression = rule.query.expression
      else { return }
      let ranges = expression.rangesUsed.filter { $0.role == .range || $0.role == .subquery }
      let seconds = ranges.compactMap { $0.duration.seconds }
      // With several ranges the name cannot say them all.
      guard !ranges.isEmpty, ranges.count == seconds.count, Set(seconds).count == 1,
        seconds[0] != window.approximateSeconds
      else { return }
      let length = rule.name.value.utf8.count
      reporter.report(
        "the name says \(window), the expression looks back over \(PrometheusDuration.seconds(Int(seconds[0])))",
        at: rule.name,
        part: length - last.utf8.count..<length, help: "name what is computed, or compute what is named",
        notes: [reporter.note("the range", at: rule.query.range(ranges[0].range), in: rule.query.source)])
    })

  /// The duration after a word such as `rate`: `rate5m`, `ratio_rate1h`, `increase1h`.
  private static func window(_ operation: Substring) -> PrometheusDuration? {
    let bytes = operation.utf8
    let word = bytes.lastIndex { !$0.isDigit && !"smhdwy".utf8.contains($0) }
    let tail = bytes[(word.map(bytes.index(after:)) ?? bytes.startIndex)...].drop { !$0.isDigit }
    let text = String(Substring(tail)), head = operation[..<tail.startIndex]
    guard !text.isEmpty,
      head.hasSuffix("rate") || head.hasSuffix("increase") || head.hasSuffix("delta") || head.hasSuffix("ratio")
    else { return nil }
    return PrometheusDuration(text)
  }
}

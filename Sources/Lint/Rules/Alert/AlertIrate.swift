import Documents
import Formats
import PromQL

extension Rule {
  static let irateInAlert = Rule(
    "alert/irate", .warning, "an alert on `irate`",
    why:
      "`irate` looks at the last two samples only. One quiet interval resets the alert's `for`, and one loud one starts it.",
    bad: [.alert("⟦irate⟧(http_requests_total[5m]) > 100")],
    good: [
      .alert("rate(http_requests_total[5m]) > 100"),
      .record("job:http_requests:irate5m", "irate(http_requests_total[5m])"),
    ],
    check: .alert { rule, reporter in
      rule.query.expression?.visit { node in
        guard case .call(let call) = node, call.function.name == "irate" else { return }
        reporter.report(
          "`irate` jumps with every sample, and the alert with it", in: rule.query, at: call.nameRange,
          help: "write `rate`")
      }
    })
}

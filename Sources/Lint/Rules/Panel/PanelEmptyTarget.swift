import Documents
import Formats

extension Rule {
  static let emptyTarget = Rule(
    "panel/empty-target", .info, "a Prometheus query without an expression",
    why: "Grafana does not send it; the panel shows what its other queries give, or nothing.",
    bad: [.target("", "").marking(#""""#)],
    good: [.target("up")],
    check: .target { target, reporter in
      guard target.kind == .prometheus, let expression = target.expression,
        expression.value.utf8.allSatisfy({ $0 <= 0x20 })
      else { return }
      reporter.report("the query is empty", at: expression.range, help: "write an expression, or remove the query")
    })
}

import Documents
import PromQL

extension Rule {
  static let gaugeFunctionOnCounter = Rule(
    "promql/gauge-function", .warning, "`delta`, `idelta`, `deriv` or `predict_linear` of a counter",
    why:
      "These are for gauges. At a restart a counter falls to zero, which they take for a steep decline; `rate` knows it for a reset.",
    bad: [.alert("⟦delta⟧(http_requests_total[5m]) > 100"), .alert("⟦deriv⟧(errors_total[5m]) > 1")],
    good: [
      .alert("increase(http_requests_total[5m]) > 100"), .alert("delta(temperature_celsius[5m]) > 10"),
      // Who asks for a fall knows that the value falls, whatever it is called.
      .alert("delta(contexts_total[5m]) < -10"), .alert("abs(delta(contexts_total[5m])) > 10"),
    ],
    check: .call { call, query, reporter in
      guard let counterpart = counterparts[call.function.name],
        case .rangeSelector(let argument)? = call.arguments.first?.unwrapped,
        let name = argument.selector.metricName, name.hasSuffix("_total"), !name.contains(":"),
        query.expression?.asksForFall(of: call.range) != true
      else { return }
      reporter.report(
        "`\(call.function.name)` takes a restart of the counter `\(name)` for a fall of its value", in: query,
        at: call.nameRange, help: "write `\(counterpart)`")
    })

  private static let counterparts = [
    "delta": "increase", "idelta": "irate", "deriv": "rate", "predict_linear": "rate",
  ]
}

import Documents
import PromQL

extension Rule {
  package static let missingFeature = Rule(
    "promql/feature", .error, "an expression that needs a newer Prometheus or a feature flag",
    why:
      "Prometheus refuses what it does not know, and experimental syntax unless it was started with the flag for it.",
    bad: [
      .alert("⟦mad_over_time⟧(up[1h]) > 1"),
      .alert("⟦double_exponential_smoothing⟧(up[1h], 0.5, 0.5) > 1"),
    ],
    good: [.alert("avg_over_time(up[1h]) < 0.5"), .alert("avg_over_time(up[5m * 2]) < 0.5")],
    check: .query { query, reporter in
      let version = reporter.knowledge.prometheus
      for need in query.result.needs
      where need.feature.isNeeded(by: version) && !reporter.knowledge.features.contains(need.feature) {
        reporter.report(
          "\(need.construct) needs `--enable-feature=\(need.feature.rawValue)`", in: query, at: need.range,
          help: "start Prometheus with the flag and list it under `lint.features`, or write it without")
      }
      for need in query.expression?.needs(beyond: version) ?? [] {
        reporter.report(
          "\(need.construct) came with Prometheus \(need.version), and \(version) is what `lint.prometheus` names",
          in: query, at: need.range, help: "upgrade Prometheus, or write it without")
      }
    })
}

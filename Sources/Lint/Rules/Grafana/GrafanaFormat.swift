import Documents
import Formats

extension Rule {
  static let grafanaFormat = Rule(
    "grafana/format", .warning, "a provisioning file has a key that Grafana does not know",
    why: "Grafana passes over it without a word: what was meant to be set is not.",
    bad: [
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus, ⟦isdefault⟧: true, ⟦timeInterval⟧: 30s")),
      Example(
        """
        apiVersion: 1
        providers:
          - name: shop
            ⟦path⟧: /var/lib/grafana/dashboards

        """),
    ],
    good: [
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus, orgId: $ORG, isDefault: true, jsonData: { timeInterval: 30s }"
        ))
    ],
    check: .grafanaProvisioning { file, reporter in reporter.report(ProvisioningShape.problems(in: file.node)) })
}

import Formats

extension Rule {
  static let alertmanagerResource = Rule(
    "alertmanager/resource", .error,
    "an `AlertmanagerConfig` of which the API server drops a part, or that the operator refuses",
    why: """
      An unknown key is dropped without a word, and what it should have said does not hold. A resource with a receiver that \
      it does not define is left out of Alertmanager's configuration as a whole.
      """,
    bad: [
      Example(
        """
        apiVersion: monitoring.coreos.com/v1alpha1
        kind: AlertmanagerConfig
        metadata: { name: example }
        spec:
          route:
            receiver: ⟦oncal⟧
            ⟦group_by⟧: [alertname]
            groupWait: ⟦half a minute⟧
            routes:
              - muteTimeIntervals: [⟦nights⟧]
          receivers:
            - name: oncall
              pagerdutyConfigs:
                - ⟦routing_key⟧: x
        """)
    ],
    good: [
      Example(
        """
        apiVersion: monitoring.coreos.com/v1alpha1
        kind: AlertmanagerConfig
        metadata: { name: example }
        spec:
          route:
            receiver: oncall
            groupBy: [alertname]
            groupWait: 30s
            matchers: [{ name: severity, value: critical, matchType: = }]
          receivers:
            - name: oncall
              pagerdutyConfigs:
                - routingKey: { name: secrets, key: pagerduty }
        """)
    ],
    check: .document { document, reporter in
      guard document.kind == .kubernetes else { return }
      for resource in KubernetesResource.all(in: document.roots).compactMap(AlertmanagerConfigResource.init) {
        for problem in resource.problems { reporter.report(problem.message, at: problem.range, help: problem.help) }
      }
    })
}

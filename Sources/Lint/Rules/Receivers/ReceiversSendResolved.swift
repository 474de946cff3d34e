import Documents
import Formats

extension Rule {
  static let unresolvedIncident = Rule(
    "receivers/send-resolved", .warning,
    "`send_resolved: false` where incidents are opened that only a person can close then",
    why: "The incident stays open when the alert is over, and the next one is counted to it: nobody is woken again.",
    bad: [
      Example(
        """
        route: { receiver: oncall }
        receivers:
          - name: oncall
            pagerduty_configs:
              - routing_key_file: /run/secrets/key
                send_resolved: ⟦no⟧
        """)
    ],
    good: [
      Example(
        """
        route: { receiver: oncall }
        receivers:
          - name: oncall
            pagerduty_configs:
              - routing_key_file: /run/secrets/key
            slack_configs:
              - api_url_file: /run/secrets/slack
                send_resolved: false
        """)
    ],
    check: .integration { integration, _, reporter in
      guard ["pagerduty", "opsgenie", "victorops", "incidentio"].contains(integration.kind),
        integration.node.flag("send_resolved") == false, let value = integration.node["send_resolved"]
      else { return }
      reporter.report(
        "\(integration.kind) is not notified when the alert is resolved, and its incident stays open", at: value.range,
        help: "remove the line: the default is `true` here")
    })
}

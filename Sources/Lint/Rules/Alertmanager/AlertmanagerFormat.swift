import Formats

extension Rule {
  package static let alertmanagerFormat = Rule(
    "alertmanager/format", .error,
    "Alertmanager would refuse the file",
    why: """
      Alertmanager does not start with such a file, and on a reload it keeps the old one: routes and receivers stay \
      as they were, without a notification.
      """,
    bad: [
      Example(
        """
        route:
          receiver: ⟦teem⟧
          group_interval: ⟦0s⟧
          routes:
            - matchers: [⟦severity⟧]
              ⟦recieiver⟧: team
        receivers:
          - name: team
            slack_configs:
              - channel: "#alerts"
                api_url: ⟦hooks.slack.com⟧
        """),
      Example("route:\n  receiver: team\nreceivers:\n  - name: team\n    webhook_configs:\n      - ⟦⟧{}\n"),
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          routes:
            - matchers: [severity="critical"]
              group_wait: 10s
        receivers:
          - name: team
            webhook_configs:
              - url: http://hook:8080
        """)
    ],
    check: .alertmanager { file, reporter in
      for problem in file.problems {
        let text = file.source.text(problem.range)
        let isVariable = text.includes("${") || text.includes("\"$") || text.includes("'$") || text.hasPrefix("$")
        reporter.report(
          problem.message, at: problem.range,
          help: isVariable
            ? "Alertmanager expands no variables: use a key that ends in `_file`, or fill the file in beforehand"
            : problem.help)
      }
    })
}

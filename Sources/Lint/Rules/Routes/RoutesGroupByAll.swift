import Formats

extension Rule {
  static let groupByAll = Rule(
    "routes/group-by-all", .info, offBecause: "some receivers, such as ticket systems, want each alert alone",
    "`group_by: ['...']`, which sends a notification for each single alert",
    why:
      "An outage that raises a hundred alerts wakes somebody a hundred times.",
    bad: [
      Example(
        """
        route:
          receiver: team
          group_by: [⟦'...'⟧]
        receivers: [{ name: team }]
        """)
    ],
    good: [
      Example(
        """
        route:
          receiver: team
          group_by: [alertname, service]
        receivers: [{ name: team }]
        """)
    ],
    check: .alertmanager { file, reporter in
      for text in file.routes.compactMap(\.groupBy).joined() where text.value == "..." {
        reporter.report(
          "every alert is a group of its own and is notified of alone", at: text.range,
          help: "group by what people look at together, such as `[alertname, service]`")
      }
    })
}

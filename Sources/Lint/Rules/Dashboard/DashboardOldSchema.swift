import Documents
import Formats

extension Rule {
  static let oldSchema = Rule(
    "dashboard/old-schema", .info, offBecause: "Grafana still reads it", "a dashboard in the form of an old Grafana",
    why: """
      Grafana brings it up to date each time it is loaded, in memory: what people see differs from the file, and some of what it \
      names is gone.
      """,
    parameters: [Parameter("version", "The least schemaVersion that is left alone.", default: .integer(36))],
    bad: [Example(#"{"uid": "a", "title": "A", "panels": [], "schemaVersion": ⟦16⟧}"#, name: "example.json")],
    good: [Example(#"{"uid": "a", "title": "A", "panels": [], "schemaVersion": 41}"#, name: "example.json")],
    check: .dashboard { dashboard, reporter in
      guard let node = dashboard.node["schemaVersion"], let version = node.text.flatMap({ Int($0) }),
        let least = reporter.settings.integer("version"), version < least
      else { return }
      reporter.report(
        "schema \(version) is that of an old Grafana", at: node.range,
        help: "open it in a current Grafana and export it again")
    })
}

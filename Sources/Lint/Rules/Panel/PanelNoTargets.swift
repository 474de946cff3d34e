import Documents
import Formats

extension Rule {
  static let noTargets = Rule(
    "panel/no-targets", .warning, "a panel of values that asks for none",
    why: "It stays empty.",
    bad: [.panel(#""type": "timeseries", "title": ⟦"Requests"⟧"#, targets: "")],
    good: [
      .panel(#""type": "timeseries", "title": "Requests""#), .panel(#""type": "text", "title": "Notes""#, targets: ""),
      .dashboard(
        #""uid": "a", "title": "A""#,
        panels: #"{"id": 1, "type": "stat", "title": "Up", "libraryPanel": {"uid": "up", "name": "Up"}}"#),
    ],
    check: .panel { panel, reporter in
      guard panel.drawsValues, panel.targets.isEmpty, !panel.isLibraryPanel else { return }
      reporter.report("the panel has no query: it stays empty", at: panel.place, help: "add one, or remove the panel")
    })
}

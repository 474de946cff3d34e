import Documents
import Formats

extension Rule {
  static let panelDescription = Rule(
    "panel/description", .info, offBecause: "a good title says enough of most panels",
    "a panel of values without a description",
    why: "What a value means, and what to do when it is bad, is known to who made the panel, and soon to nobody.",
    bad: [.panel(#""type": "timeseries", "title": ⟦"Requests"⟧"#)],
    good: [.panel(#""type": "timeseries", "title": "Requests", "description": "Answered, by status.""#)],
    check: .panel { panel, reporter in
      guard panel.drawsValues, !panel.isLibraryPanel, panel.description?.value.trimmed().isEmpty ?? true else { return }
      reporter.report(
        "the panel has no description", at: panel.place, help: "say what the values mean and when they are bad")
    })
}

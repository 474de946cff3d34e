import Documents
import Formats

extension Rule {
  static let panelTitle = Rule(
    "panel/title", .info, "a panel of values without a title",
    why: "Nobody can tell what the numbers are, and a link to the panel has no name.",
    bad: [
      .panel(#""type": ⟦"timeseries"⟧"#), .panel(#""type": "stat", "title": ⟦""⟧"#),
    ],
    good: [
      .panel(#""type": "timeseries", "title": "Requests""#), .panel(#""type": "text", "title": """#, targets: ""),
    ],
    check: .panel { panel, reporter in
      // A panel that is nothing but its single number or its text is understood from what stands around it.
      guard panel.drawsValues, !panel.isLibraryPanel, panel.title?.value.trimmed().isEmpty ?? true else { return }
      reporter.report(
        "the panel has no title: nobody can tell what it shows", at: panel.title?.range ?? panel.place,
        help: "say what the values are")
    })
}

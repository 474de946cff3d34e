import Documents
import Formats

extension Rule {
  static let noUnit = Rule(
    "panel/no-unit", .info, offBecause: "plain counts need none", "a panel of values without a unit",
    why: "The number says nothing of what it counts.",
    bad: [.panel(#""type": "stat", "title": ⟦"Age"⟧"#)],
    good: [.panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "s"}}"#)],
    check: .panel { panel, reporter in
      guard panel.drawsValues, !panel.namesValues, !panel.isLibraryPanel,
        !panel.units.contains(where: { $0.isForAll && !$0.text.value.isEmpty })
      else { return }
      reporter.report(
        "the panel has no unit", at: panel.place, help: "set `fieldConfig.defaults.unit`; `none` for a bare number")
    })
}

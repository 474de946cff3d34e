import Documents
import Formats

extension Rule {
  static let unknownUnit = Rule(
    "panel/unit", .warning, "a unit whose id in Grafana is another",
    why:
      "What Grafana does not know it writes behind the number as it is: no thousands, no prefixes, no percent of 100.",
    bad: [
      .panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "⟦seconds⟧"}}"#),
      .panel(#""type": "stat", "title": "Load", "fieldConfig": {"defaults": {"unit": "⟦percentUnit⟧"}}"#),
    ],
    good: [
      .panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "s"}}"#),
      .panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "trips"}}"#),
      .panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "suffix:trips"}}"#),
    ],
    check: .panel { panel, reporter in
      for unit in panel.units {
        guard let meant = GrafanaUnits.meant(by: unit.text.value) else { continue }
        reporter.report(
          "Grafana has no unit `\(unit.text.value)`: it writes the word behind the bare number", at: unit.text,
          help: "write `\(meant)`")
      }
    })

  static let customUnit = Rule(
    "panel/custom-unit", .info, isOnByDefault: false, "a unit that is none of Grafana's",
    why: "Grafana writes it behind the number without shortening large ones. `suffix:` says that this is meant.",
    bad: [.panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "⟦trips⟧"}}"#)],
    good: [
      .panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "suffix:trips"}}"#),
      .panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "s"}}"#),
    ],
    check: .panel { panel, reporter in
      for unit in panel.units {
        let name = unit.text.value
        guard !name.isEmpty, !GrafanaUnits.known.contains(name), !GrafanaUnits.isCustom(name),
          GrafanaUnits.meant(by: name) == nil, VariableReference.all(in: name).isEmpty
        else { continue }
        reporter.report("`\(name)` is none of Grafana's units", at: unit.text, help: "write `suffix:\(name)`")
      }
    })

  static let noUnit = Rule(
    "panel/no-unit", .info, isOnByDefault: false, "a panel of values without a unit",
    why: "The number says nothing of what it counts.",
    bad: [.panel(#""type": "stat", "title": ⟦"Age"⟧"#)],
    good: [.panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "s"}}"#)],
    check: .panel { panel, reporter in
      guard panel.drawsValues, !panel.isLibraryPanel,
        !panel.units.contains(where: { $0.isForAll && !$0.text.value.isEmpty })
      else { return }
      reporter.report(
        "the panel has no unit", at: panel.place, help: "set `fieldConfig.defaults.unit`; `none` for a bare number")
    })
}

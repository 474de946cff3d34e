import Documents
import Formats

extension Rule {
  static let customUnit = Rule(
    "panel/custom-unit", .info, offBecause: "a word of one's own behind a number is often meant",
    "a unit that is none of Grafana's",
    why: "Grafana writes it behind the number without shortening large ones. `suffix:` says that this is meant.",
    bad: [.panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "⟦trips⟧"}}"#)],
    good: [
      .panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "suffix:trips"}}"#),
      .panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "s"}}"#),
    ],
    check: .panel { panel, reporter in
      for unit in panel.units where !(panel.namesValues && unit.isForAll) {
        let name = unit.text.value
        guard !name.isEmpty, !GrafanaUnits.known.contains(name), !GrafanaUnits.isCustom(name),
          GrafanaUnits.meant(by: name) == nil, VariableReference.all(in: name).isEmpty
        else { continue }
        reporter.report("`\(name)` is none of Grafana's units", at: unit.text, help: "write `suffix:\(name)`")
      }
    })
}

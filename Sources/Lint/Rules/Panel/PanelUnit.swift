import Documents
import Formats

extension Rule {
  static let unknownUnit = Rule(
    "panel/unit", .warning, "a unit whose id in Grafana is another",
    why:
      "What Grafana does not know it writes behind the number as it is: no thousands, no prefixes, no percent of 100.",
    bad: [
      // One value with a word leaves the others numbers.
      .panel(
        #"""
        "type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "⟦seconds⟧", "mappings": [
            {"type": "value", "options": {"0": {"text": "new"}}}, {"type": "special", "options": {"match": "null"}}]}}
        """#),
      .panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "⟦seconds⟧"}}"#),
      .panel(#""type": "stat", "title": "Load", "fieldConfig": {"defaults": {"unit": "⟦percentUnit⟧"}}"#),
    ],
    good: [
      .panel(#""type": "stat", "title": "Age", "fieldConfig": {"defaults": {"unit": "s"}}"#),
      .panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "trips"}}"#),
      .panel(#""type": "stat", "title": "Trips", "fieldConfig": {"defaults": {"unit": "suffix:trips"}}"#),
      // Where words stand in the place of the numbers, no unit is written.
      .panel(
        #"""
        "type": "stat", "title": "State", "fieldConfig": {"defaults": {"unit": "Misc", "mappings": [
            {"type": "value", "options": {"0": {"text": "Standby"}, "1": {"text": "Active"}}}]}}
        """#),
    ],
    check: .panel { panel, reporter in
      for unit in panel.units where !(panel.namesValues && unit.isForAll) {
        guard let meant = GrafanaUnits.meant(by: unit.text.value) else { continue }
        reporter.report(
          "Grafana has no unit `\(unit.text.value)`: it writes the word behind the bare number", at: unit.text,
          help: "write `\(meant)`")
      }
    })
}

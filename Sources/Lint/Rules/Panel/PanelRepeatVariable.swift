import Documents
import Formats

extension Rule {
  static let repeatVariable = Rule(
    "panel/repeat-variable", .info, "a panel that is repeated for a variable that is not there",
    why: "It is drawn once. Where its queries ask for the variable, `dashboard/undefined-variable` reports them.",
    bad: [.panel(#""type": "timeseries", "title": "Up", "repeat": "⟦node⟧""#)],
    good: [
      .panel(
        #""type": "timeseries", "title": "Up", "repeat": "node""#,
        variables: #"{"name": "node", "type": "custom", "query": "a,b"}"#)
    ],
    check: .panel { panel, reporter in
      guard let name = panel.repeatVariable, !name.value.isEmpty, !panel.dashboard.knows(name.value) else { return }
      let names = panel.dashboard.variables.compactMap { $0.name?.value }
      reporter.report(
        "the dashboard has no variable `\(name.value)` to repeat the panel for", at: name,
        help: Spelling.nearest(to: name.value, among: names).map { "did you mean `\($0)`?" }
          ?? "add it, or remove `repeat`")
    })
}

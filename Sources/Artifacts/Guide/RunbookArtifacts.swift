import Documents
import Project
import Regeneration
import TextTemplate

/// `runbooks/*.md`: one for each alert or family of alerts, and an index by urgency.
enum RunbookArtifacts {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    stack.runbooks.map { runbook in
      .text("runbooks/\(runbook.name).md", kind: .merged) {
        let text = try runbook.source.map { try render($0, runbook, stack) } ?? skeleton(runbook, stack)
        return "<!-- \(Header.edited(stack)) -->\n\n\(text)"
      }
    } + [.text("runbooks/README.md") { RunbookIndex.text(stack) }]
  }

  private static func render(_ source: SourceFile, _ runbook: Runbook, _ stack: Stack) throws -> String {
    let text = try Template(source.text(0..<source.bytes.count)).render(
      [
        "alerts": .string(AlertSheet.text(runbook.alerts, stack)), "project": .string(stack.project),
        "environment": .string(stack.environment), "team": .string(Markdown.text(stack.team)),
      ], calls: RunbookCall.all(of: stack.target))
    return stack.localized(text, of: Set(runbook.alerts.compactMap(\.pack)))
  }

  /// What is known of an alert of the project's own, in the five phases, for its team to complete.
  private static func skeleton(_ runbook: Runbook, _ stack: Stack) -> String {
    let alert = runbook.alerts[0]
    let level = alert.levels[0]
    let owner = alert.owner?.name ?? stack.project
    return """
      # \(alert.name)

      \(Markdown.opening(AlertProse.plain(level.description, isText: alert.pack == nil)))

      > This runbook was begun from the alert's own words. Complete it with what your team knows; pharos keeps what you write.

      \(AlertSheet.text(runbook.alerts, stack))
      ## Detect

      - Run the query above in Prometheus over the last day: since when does the condition hold, and how often has it before?
      - Look at \(owner) on its dashboard at the same time.

      ## Triage

      1. Did \(owner) change in the hour before: a deployment, its configuration, its load?
      2. Do other alerts of \(owner), or of what it depends on, fire as well? Theirs may be the cause.
      3. Who is affected, and how much?

      ## Mitigate

      - Roll back the last change of \(owner) when the alert began with it.

      ## Resolve

      - The condition no longer holds, for longer than the alert waits.

      ## Learn

      - Was somebody needed? An alert that nobody has to act on wants another threshold, or to go.

      """
  }
}

/// The alerts that link to a runbook, with their queries.
enum AlertSheet {
  static func text(_ alerts: [Alert], _ stack: Stack) -> String {
    var lines = ["| alert | severity | respond within | fires when | for |", "|---|---|---|---|---|"]
    for alert in alerts {
      for level in alert.levels {
        let condition = alert.threshold(level) ?? "its condition holds"
        lines.append(
          Markdown.row([
            "\(alert.name) of \(alert.subject(in: stack))", level.severity.name, "\(level.severity.respondWithin)",
            condition, alert.duration.milliseconds > 0 ? alert.duration.description : "at once",
          ]))
      }
    }
    for alert in alerts {
      let links = [
        alert.dashboardURL.map { Markdown.link("dashboard", $0) }, "team \(Markdown.text(alert.team))",
      ].compactMap { $0 }.joined(
        separator: ", ")
      lines += ["", "**\(alert.name)** of \(alert.subject(in: stack)): \(alert.prose) (\(links))"]
      if let value = alert.logValue { lines += ["", Markdown.block("logql", value)] }
      if let value = alert.value { lines += ["", Markdown.block("promql", value.text)] }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// `runbooks/README.md`.
private enum RunbookIndex {
  static func text(_ stack: Stack) -> String {
    var lines = ["<!-- \(Header.owned(stack)) -->", "", "# Runbooks of \(stack.project)", ""]
    for severity in stack.severities {
      let alerts = stack.alerts.filter { $0.levels.contains { $0.severity.name == severity.name } }
      guard !alerts.isEmpty else { continue }
      let woken = severity.pages ? "is woken, and " : ""
      lines += [
        "## \(severity.name)", "", "Somebody \(woken)acts within \(severity.respondWithin).", "",
        "| alert | about | runbook |", "|---|---|---|",
      ]
      let keys = alerts.map { ($0.name, $0.owner?.name ?? "") }
      for alert in alerts.indices.sorted(by: { keys[$0] < keys[$1] }).lazy.map({ alerts[$0] }) {
        let link =
          WebAddress(alert.runbook) == nil
          ? Markdown.link(alert.runbook, "\(alert.runbook).md")
          : Markdown.link(Markdown.text(alert.runbookURL), alert.runbookURL)
        lines.append(Markdown.row([alert.name, "\(alert.subject(in: stack)): \(alert.prose)", link]))
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}

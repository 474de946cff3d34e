import Documents
import Project

/// Which alerts there are, and who is notified of them.
enum GuideAlerts {
  static func text(_ stack: Stack) -> String {
    "## Alerts\n\n" + stack.severities.map { severity($0, stack) }.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
      + routing(stack)
  }

  private static func severity(_ severity: SeverityLevel, _ stack: Stack) -> String {
    guard stack.alerts.contains(where: { $0.levels.contains { $0.severity.name == severity.name } }) else { return "" }
    let rows = stack.alerts.lazy.flatMap { alert in
      alert.levels.lazy.filter { $0.severity.name == severity.name }.map { level in
        [
          alert.name, alert.subject(in: stack), alert.prose, alert.threshold(level) ?? "",
          alert.duration.milliseconds > 0 ? alert.duration.description : "at once",
          Markdown.link("runbook", alert.runbookURL.hasPrefix("http") ? alert.runbookURL : "../\(alert.runbookURL)"),
        ]
      }
    }
    return "### \(severity.name): respond within \(severity.respondWithin)\n\n"
      + Markdown.table(["alert", "of", "says", "threshold", "for", ""], rows)
  }

  private static func routing(_ stack: Stack) -> String {
    let severities = stack.severities.map { severity -> [String] in
      let timings = severity.timings()
      return [
        severity.name, severity.notify.joined(separator: ", "), "\(timings.groupWait)", "\(timings.groupInterval)",
        "\(timings.repeatInterval)",
      ]
    }
    var text =
      "### Routing\n\n"
      + Markdown.table(["severity", "told to", "first after", "more after", "again after"], severities)
    text += stack.routing.declared.map(route).joined()
    if stack.pages.runbooks == nil {
      text +=
        "\nMessages name runbooks by their path; with `urls: { runbooks: ADDRESS }` in the spec, where the folder can be read, they link to them.\n"
    }
    text +=
      stack.heartbeat.map {
        "\nThe Watchdog always fires and goes to the dead-man's switch every \($0.every), which raises an alarm when it stops.\n"
      }
      ?? "\nThere is no dead-man's switch: without a `heartbeat:` in the spec, nobody is notified when Prometheus or Alertmanager stops.\n"
    return text
  }

  private static func route(_ route: ResolvedRoute) -> String {
    let receivers = route.notify.joined(separator: ", ")
    if case .team(let name) = route.cause {
      return "\nThe team \(Markdown.text(name)): \(receivers), instead of the severity's receivers.\n"
    }
    let match = route.match.map { "\($0) is \($1.map(Markdown.text).joined(separator: " or "))" }
    let mute = route.mute.isEmpty ? "" : ", not in \(route.mute.joined(separator: ", "))"
    let who = route.notify.isEmpty ? "whom the severity says" : receivers
    return "\nWhere \(match.joined(separator: " and ")): \(route.mode == .add ? "also" : "only") \(who)\(mute).\n"
  }
}

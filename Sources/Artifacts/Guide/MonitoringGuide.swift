import Documents
import Project
import Regeneration

/// `docs/monitoring.md`: the project's own guide, from exactly what its stack does.
enum MonitoringGuide {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    [.text("docs/monitoring.md", kind: .merged) { text(stack) }]
  }

  private static func text(_ stack: Stack) -> String {
    let sections: [(Stack) -> String] = [
      opening, { $0.target.prose(of: $0).operation }, GuideMetrics.text, GuideAlerts.text, GuideObjectives.text,
      dashboards, logs, traces, health, storage, incidents, { _ in review },
    ]
    var text = "<!-- \(Header.edited(stack)) -->\n"
    for section in sections {
      let section = section(stack)
      if !section.isEmpty { text += "\n" + section }
    }
    return text
  }

  private static func opening(_ stack: Stack) -> String {
    """
    # Monitoring of \(stack.project)

    How \(stack.project) (\(stack.environment)) is monitored, who is notified of problems, and what they do. Team: \(Markdown.text(stack.team)).

    ## Architecture

    \(ArchitectureDiagram.text(stack))
    """
  }

  private static func dashboards(_ stack: Stack) -> String {
    let rows = stack.dashboards.map { dashboard in
      [
        Markdown.link(dashboard.name.title, "\(stack.pages.grafana.base)/d/\(dashboard.uid)"),
        dashboard.description,
      ]
    }
    return
      "## Dashboards\n\nFrom the overview down; every dashboard links to all others and keeps time range and service.\n\n"
      + Markdown.table(["dashboard", "answers"], rows)
  }

  private static func logs(_ stack: Stack) -> String {
    guard let logging = stack.logging else { return "" }
    let prose = stack.target.prose(of: stack)
    return """
      ## Logs

      Services write one JSON object a line to standard output; \(title(logging.collector, stack)) collects them from \(prose.logSource), \(title(logging.store, stack)) keeps them for \(stack.retention.logs).
      \(prose.logRotation) Labels are few (\(logging.labels.joined(separator: ", ")), level); everything else, such as a
      trace's id, is a field of the line.

      | level | for |
      |---|---|
      | DEBUG | what helps to find a defect; off in production |
      | INFO | what happened in the normal course |
      | WARNING | what was unexpected and handled |
      | ERROR | what failed and needs a look |
      | CRITICAL | what may stop the service |

      """
  }

  /// As a component is called in a sentence, `Loki`.
  private static func title(_ pack: String, _ stack: Stack) -> String { stack.packs[pack]?.title ?? pack }

  private static func traces(_ stack: Stack) -> String {
    guard let tracing = stack.tracing else { return "" }
    var text = """
      ## Traces

      Services send spans by OTLP to `\(stack.address(of: .collector) ?? "")` (gRPC) or `:4318` (HTTP); \(title(tracing.store, stack)) keeps them for \(stack.retention.traces). \(Ratio.percentage(tracing.headSample)) of the requests are traced.

      """
    if let sample = tracing.tailSample {
      let slow = sample.slowerThan.map { ", all that are slower than \($0)" } ?? ""
      text +=
        "\nOnce complete, \(Ratio.percentage(sample.errors)) of the traces with an error are kept\(slow), and \(Ratio.percentage(sample.rest)) of the rest.\n"
    }
    return text + sent(stack)
  }

  /// What else the collector takes, and by which names.
  private static func sent(_ stack: Stack) -> String {
    let senders = [
      ("metrics", stack.metricSenders.filter { $0.sent.contains(.metrics) }), ("logs", stack.logSenders),
    ]
    let lines = senders.filter { !$1.isEmpty }.map { signal, services in
      "- **\(signal.capitalized)** of \(services.map { "`\($0.name)`" }.joined(separator: ", "))"
    }
    guard !lines.isEmpty else { return "" }
    return """

      The collector takes as well:

      \(lines.joined(separator: "\n"))

      `OTEL_SERVICE_NAME` is the name that the spec gives the service; what calls itself otherwise is dropped. Each instance says a `service.instance.id` of its own
      (`OTEL_RESOURCE_ATTRIBUTES`), or the series of several would be taken for one.

      """
  }

  private static func health(_ stack: Stack) -> String {
    guard !stack.probes.isEmpty else { return "" }
    let rows = stack.probes.map { probe in
      [
        probe.probe, probe.owner.name, Markdown.text(probe.address), goodAnswer(probe),
      ]
    }
    return """
      ## Health checks

      A service's health endpoint answers 200 while it can work and 503 while it cannot. Deep health answers 200 in any case and says in its body
      whether everything the service depends on works: `"status": "healthy"` or `"degraded"`.

      \(Markdown.table(["probe", "of", "address", "good answer"], rows))
      """
  }

  private static func goodAnswer(_ probe: ProbeTarget) -> String {
    let secure = probe.usesTLS ? " over TLS" : ""
    return switch probe.check {
    case .http(let status, let body):
      "status \(status.map(String.init).joined(separator: ", "))"
        + (body.map { ", body matches \(Markdown.code($0))" } ?? "")
    case .tcp: "a connection\(secure)"
    case .dns(let name, let record, let answer):
      "\(record) of \(Markdown.text(name))" + (answer.map { ", a record matches \(Markdown.code($0))" } ?? "")
    case .icmp: "a reply to a ping"
    case .grpc(let service): "\(service.map(Markdown.code) ?? "the server") is serving\(secure)"
    }
  }

  private static func storage(_ stack: Stack) -> String {
    let retention = stack.retention
    let series = Cardinality(stack).total(of: stack.services)
    return """
      ## Storage

      Metrics are kept for \(retention.metrics)\(retention.metricsSize.map { " or \($0), whichever comes first" } ?? "").

      By the bounds of their labels, the services expose at most \(series.grouped) series; the budget for that is \(stack.budgets.series.grouped), and `pharos validate` says when it
      does not suffice. Exporters add as many as what they watch has disks, containers, tables and the like: `prometheus_tsdb_head_series` is how many
      there are by now.

      """
  }

  private static func incidents(_ stack: Stack) -> String {
    let rows = stack.severities.map { severity in
      [
        severity.name, "\(severity.respondWithin)", severity.pages ? "yes" : "no",
        severity.notify.joined(separator: ", "),
      ]
    }
    return """
      ## Incident response

      \(Markdown.table(["severity", "somebody acts within", "wakes a person", "told to"], rows))
      1. **Detect.** An alert, a user or a colleague says so. Whoever sees it first opens the incident and says it where everybody reads.
      2. **Triage.** How many are affected, how badly, is it growing? The severity follows from that, not from the cause. One person leads and keeps the
         overview, one works on it, one tells the others; a small incident has one person for all three.
      3. **Mitigate.** Stop the harm before the cause is understood: roll back, switch off, shed load. The runbook of the alert says how.
      4. **Resolve.** Repair the cause, verify that users have what they should, close the incident.
      5. **Learn.** Within a week, without blame: what happened when, what helped, what was luck, and which few changes would have made the
         largest difference. Each has an owner and a date.

      """
  }

  private static let review = """
    ## Monthly review

    - Which alerts woke somebody, and was each worth it? What nobody acted on gets another threshold, or goes.
    - Which incident had no alert?
    - What is left of each error budget, and what does that say about the next month's work?
    - Which runbooks were used, and what was missing in them?
    - Which metrics grew, and who looks at them?

    """
}

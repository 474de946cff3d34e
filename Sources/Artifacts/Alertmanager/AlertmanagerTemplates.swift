import Documents
import Project
import Regeneration

/// `alertmanager/templates/pharos.tmpl`: what a notification says, for each kind of receiver that the spec has.
enum AlertmanagerTemplates {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    let links = MessageLinks(stack)
    let kinds = stack.receivers.flatMap { receiver -> [ReceiverKind] in
      if case .declared(let declared) = receiver.kind { [declared.kind] } else { [] }
    }.uniqued()
    func templates(_ kind: MessageKind) -> MessageTemplates {
      MessageTemplates(
        kind: kind, links: links, project: stack.project, environment: stack.environment,
        usualLabels: usualLabels(stack))
    }
    let parts =
      ["{{/* \(Header.owned(stack)) */}}"] + shared(stack, links) + [templates(.plain).titles]
      + kinds.flatMap(MessageKind.all).map { templates($0).text }
    return [.text("alertmanager/templates/pharos.tmpl", parts.joined(separator: "\n\n") + "\n")]
  }

  /// Labels by which alerts are routed, and those that Prometheus adds to all of them.
  private static func usualLabels(_ stack: Stack) -> [String] {
    (["severity", "category", "team", "job"] + stack.prometheus.externalLabels.keys).uniqued()
  }

  /// What the fields of several receivers need.
  private static func shared(_ stack: Stack, _ links: MessageLinks) -> [String] {
    let pages = stack.severities.filter(\.pages).map(\.name)
    let urgent = isOne(of: pages.isEmpty ? [stack.severities[0].name] : pages)
    let least = isOne(of: stack.severities.count > 2 ? [stack.severities[stack.severities.count - 1].name] : [])
    func level(_ name: String, urgent high: String, usual: String, least low: String) -> String {
      "{{ define \"pharos.\(name)\" }}{{ if \(urgent) }}\(high){{ else if \(least) }}\(low){{ else }}\(usual){{ end }}{{ end }}"
    }
    return [
      "{{ define \"pharos.owner\" }}{{ if .CommonLabels.service }}{{ .CommonLabels.service }}{{ else if .CommonLabels.component }}{{ .CommonLabels.component }}{{ else }}\(stack.project){{ end }}{{ end }}",
      "{{ define \"pharos.link\" }}\(links.page){{ end }}",
      "{{ define \"pharos.runbook\" }}{{ with (index .Alerts 0).Annotations.runbook_url }}{{ if match \"://\" . }}{{ . }}{{ end }}{{ end }}{{ end }}",
      "{{ define \"pharos.logs\" }}\(links.logs){{ end }}", "{{ define \"pharos.traces\" }}\(links.traces){{ end }}",
      "{{ define \"pharos.silence\" }}\(links.silence){{ end }}",
      "{{ define \"pharos.color\" }}{{ if eq .Status \"resolved\" }}good{{ else if \(urgent) }}danger{{ else }}warning{{ end }}{{ end }}",
      "{{ define \"pharos.hex\" }}{{ if eq .Status \"resolved\" }}#2eb67d{{ else if \(urgent) }}#d40e0d{{ else }}#e8a317{{ end }}{{ end }}",
      level("pagerduty.severity", urgent: "critical", usual: "warning", least: "info"),
      level("opsgenie.priority", urgent: "P1", usual: "P3", least: "P5"),
      level("victorops.type", urgent: "CRITICAL", usual: "WARNING", least: "INFO"),
      level("jira.priority", urgent: "High", usual: "Medium", least: "Low"),
      "{{ define \"pharos.pushover.priority\" }}{{ if eq .Status \"resolved\" }}0{{ else if \(urgent) }}2{{ else if \(least) }}-1{{ else }}0{{ end }}{{ end }}",
    ]
  }

  /// Whether the alerts' severity is one of these.
  private static func isOne(of names: [String]) -> String {
    let tests = names.map { "eq .CommonLabels.severity \(JSONWriter.quoted($0))" }
    switch tests.count {
    case 0: return "false"
    case 1: return tests[0]
    default: return "or " + tests.map { "(\($0))" }.joined(separator: " ")
    }
  }
}

import Documents
import Project
import Regeneration

/// `alertmanager/templates/pharos.tmpl`: what a notification says, with links to runbook, dashboard and silence.
///
/// Without `urls.runbooks` a runbook is the path of a file, which nobody can follow from a message: it is named, not linked.
enum AlertmanagerTemplates {
  @Sendable static func generate(_ stack: Stack) -> [Artifact] {
    let worst = stack.severities.filter(\.pages).map(\.name)
    let critical = worst.isEmpty ? [stack.severities[0].name] : worst
    return [
      .text(
        "alertmanager/templates/pharos.tmpl",
        """
        {{/* \(Header.owned(stack)) */}}

        {{ define "pharos.owner" }}{{ if .CommonLabels.service }}{{ .CommonLabels.service }}{{ else }}{{ .CommonLabels.component }}{{ end }}{{ end }}

        {{ define "pharos.title" -}}
        {{ if eq .Status "firing" }}{{ .CommonLabels.severity | toUpper }}{{ else }}RESOLVED{{ end }} \
        {{ .CommonLabels.alertname }}{{ if gt (len .Alerts.Firing) 1 }} ({{ len .Alerts.Firing }}){{ end }}: \
        {{ if .CommonAnnotations.summary }}{{ .CommonAnnotations.summary }}{{ else }}{{ template "pharos.owner" . }}{{ end }}
        {{- end }}

        {{ define "pharos.link" }}{{ if .CommonAnnotations.dashboard_url }}{{ .CommonAnnotations.dashboard_url }}{{ else }}{{ .ExternalURL }}/#/alerts{{ end }}{{ end }}

        {{ define "pharos.runbook" }}{{ with index .Alerts 0 }}{{ if \(isAddress) }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}{{ end }}

        {{ define "pharos.silence" -}}
        {{ .ExternalURL }}/#/silences/new?filter=%7B
        {{- range $i, $pair := .GroupLabels.SortedPairs -}}
        {{ if $i }}%2C%20{{ end }}{{ $pair.Name }}%3D%22{{ $pair.Value | urlquery }}%22
        {{- end -}}
        %7D
        {{- end }}

        {{ define "pharos.color" }}{{ if eq .Status "resolved" }}good{{ else if \(matches(critical)) }}danger{{ else }}warning{{ end }}{{ end }}

        {{ define "pharos.pagerduty.severity" }}{{ if \(matches(critical)) }}critical{{ else }}warning{{ end }}{{ end }}

        {{ define "pharos.slack.text" -}}
        {{ range .Alerts }}
        {{ if eq .Status "resolved" }}:white_check_mark:{{ else }}:rotating_light:{{ end }} {{ .Annotations.description }}
        {{- if \(isAddress) }} <{{ .Annotations.runbook_url }}|Runbook>
        {{- else if .Annotations.runbook_url }} Runbook: {{ .Annotations.runbook_url }}{{ end }}
        {{- if .Annotations.dashboard_url }} · <{{ .Annotations.dashboard_url }}|Dashboard>{{ end }}
        {{- if .GeneratorURL }} · <{{ .GeneratorURL }}|Query>{{ end }}
        {{ end }}
        <{{ template "pharos.silence" . }}|Silence>
        {{- end }}

        {{ define "pharos.email.text" -}}
        {{ range .Alerts -}}
        {{ .Labels.severity }}: {{ .Annotations.summary }}
        {{ .Annotations.description }}
        Since: {{ .StartsAt }}
        Runbook: {{ .Annotations.runbook_url }}
        Dashboard: {{ .Annotations.dashboard_url }}

        {{ end -}}
        Silence: {{ template "pharos.silence" . }}
        {{- end }}

        {{ define "pharos.email.html" -}}
        <!DOCTYPE html>
        <html><body style="font-family: sans-serif; line-height: 1.4">
        <h2>{{ template "pharos.title" . }}</h2>
        {{ range .Alerts -}}
        <h3>{{ .Annotations.summary }}</h3>
        <p>{{ .Annotations.description }}</p>
        <p>{{ if \(isAddress) }}<a href="{{ .Annotations.runbook_url }}">Runbook</a> · {{ \
        else if .Annotations.runbook_url }}Runbook: {{ .Annotations.runbook_url }} · {{ end -}}
        {{ if .Annotations.dashboard_url }}<a href="{{ .Annotations.dashboard_url }}">Dashboard</a> · {{ end -}}
        <a href="{{ .GeneratorURL }}">Query</a></p>
        <p>Since {{ .StartsAt }}.{{ range .Labels.SortedPairs }} {{ .Name }}={{ .Value }}{{ end }}</p>
        {{ end -}}
        <p><a href="{{ template "pharos.silence" . }}">Silence these</a></p>
        </body></html>
        {{- end }}

        """)
    ]
  }

  /// Whether a browser can follow the runbook of an alert.
  private static let isAddress = #"match "^https?://" .Annotations.runbook_url"#

  /// Whether the alert's severity is one of these.
  private static func matches(_ names: [String]) -> String {
    let tests = names.map { "(eq .CommonLabels.severity \(JSONWriter.quoted($0)))" }
    return tests.count == 1
      ? "eq .CommonLabels.severity \(JSONWriter.quoted(names[0]))" : "or " + tests.joined(separator: " ")
  }
}

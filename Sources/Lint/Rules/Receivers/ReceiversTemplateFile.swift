import Documents
import GoTemplate

extension Rule {
  static let templateFile = Rule(
    "receivers/template-file", .error, "a file of notification templates that Alertmanager refuses or cannot render",
    why: """
      With one that cannot be parsed Alertmanager does not start, and after a reload goes on with the configuration that it had. \
      Files are those that `templates:` names, and those ending in `.tmpl` beside an `alertmanager.yml`.
      """,
    bad: [
      Example(files: [
        "alertmanager.yml": "route: { receiver: team }\nreceivers: [{ name: team }]\ntemplates: [team.tmpl]\n",
        "team.tmpl": """
        {{ define "team.title" }}{{ ⟦duration⟧ .StartsAt .EndsAt }}{{ end }}
        {{ define "team.text" }}{{ reReplaceAll ⟦"(a"⟧ "" .Status }}{{ end }}
        """,
      ])
    ],
    good: [
      Example(files: [
        "alertmanager.yml": "route: { receiver: team }\nreceivers: [{ name: team }]\ntemplates: [team.tmpl]\n",
        "team.tmpl": """
        {{ define "team.title" }}{{ .Status | toUpper }}{{ end }}
        {{ define "team.text" }}{{ range .Alerts }}{{ .Labels.job }}{{ end }}{{ end }}
        """,
      ])
    ],
    check: .document { document, reporter in
      guard let template = document.notificationTemplates?.template else { return }
      for error in template.errors where error.kind != .unsupported {
        let consequence = error.kind.failsAtLoad ? "Alertmanager refuses the file" : "nothing is sent with it"
        reporter.report("\(error.message): \(consequence)", at: error.range, help: error.help)
      }
    })
}

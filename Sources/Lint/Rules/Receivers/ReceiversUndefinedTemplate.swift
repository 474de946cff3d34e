import Documents
import Formats
import GoTemplate

extension Rule {
  static let undefinedTemplate = Rule(
    "receivers/undefined-template", .error,
    "a call of a template that no file under `templates:` defines, or of one that is not given what it reads",
    why: """
      Alertmanager finds it out when it notifies: nothing is sent, and only a log line tells. Looked for where every entry of `templates:` \
      leads to a file among those that are linted.
      """,
    bad: [
      templates(calling: #"{{ template ⟦"team.txt"⟧ . }}"#, #"{{ define "team.text" }}{{ .Status }}{{ end }}"#),
      templates(calling: #"{{ template ⟦"team.text"⟧ }}"#, #"{{ define "team.text" }}{{ .Status }}{{ end }}"#),
      templates(
        calling: #"{{ template "team.text" . }}"#, #"{{ define "team.text" }}{{ template ⟦"team.foot"⟧ . }}{{ end }}"#),
    ],
    good: [
      templates(
        calling: #"{{ template "team.text" . }} {{ template "slack.default.text" . }}"#,
        #"{{ define "team.text" }}{{ template "team.foot" }}{{ end }}{{ define "team.foot" }}the team{{ end }}"#),
      Example(files: [
        "alertmanager.yml": """
        route: { receiver: team }
        templates: [team.tmpl, elsewhere/*.tmpl]
        receivers: [{ name: team, slack_configs: [{ api_url_file: a, text: '{{ template "x" . }}' }] }]
        """, "team.tmpl": #"{{ define "team.text" }}{{ .Status }}{{ end }}"#,
      ]),
    ],
    check: .project { facts, reporter in
      for file in facts.alerting.files {
        let templates = TemplateFiles(of: file, facts.alerting)
        guard templates.isComplete, !templates.files.isEmpty else { continue }
        var defined = NearestNames(
          among: templates.files.reduce(into: DefaultTemplates.names) { $0.formUnion($1.defined) })
        let reading = templates.files.reduce(into: Set<String>()) { $0.formUnion($1.readingArgument) }
        func check(
          _ call: AlertTemplate.TemplateUse, besides own: Set<String>, at range: Range<Int>, in source: SourceFile
        ) {
          if !defined.contains(call.name), !own.contains(call.name) {
            reporter.report(
              "no template `\(call.name)` is defined: nothing is sent", at: range, in: source,
              help: defined.nearest(to: call.name).map { "did you mean `\($0)`?" }
                ?? "define it in a file under `templates:`")
          } else if !call.hasArgument, reading.contains(call.name), !own.contains(call.name) {
            reporter.report(
              "`\(call.name)` reads fields of what it is given, and here it is given nothing", at: range, in: source,
              help: "write `{{ template \"\(call.name)\" . }}`")
          }
        }
        file.forEachTemplate { text, template in
          for call in template.templatesUsed {
            check(
              call, besides: template.definedTemplates, at: text.range(of: call.range, in: file.source), in: file.source
            )
          }
        }
        for other in templates.files {
          for call in other.used { check(call, besides: [], at: call.range, in: other.source) }
        }
      }
    })

  private static func templates(calling call: String, _ file: String) -> Example {
    Example(files: [
      "alertmanager.yml": """
      route: { receiver: team }
      templates: ['templates/*.tmpl']
      receivers:
        - name: team
          slack_configs: [{ api_url_file: /run/secrets/slack, text: '\(call)' }]
      """, "templates/team.tmpl": file,
    ])
  }
}

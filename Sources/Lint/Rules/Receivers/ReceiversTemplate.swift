import Documents
import Formats
import GoTemplate

extension Rule {
  static let notificationTemplate = Rule(
    "receivers/template", .error,
    "a notification template that cannot be rendered",
    why: """
      Alertmanager renders these texts when it notifies, not when it loads the file: with one that is wrong no notification \
      is ever sent, and only a log line tells.
      """,
    bad: [
      Example(
        """
        route: { receiver: team }
        receivers:
          - name: team
            slack_configs:
              - api_url_file: /run/secrets/slack
                title: '⟦{{ .CommonLabels.alertname }⟧'
                text: '{{ template ⟦"slack.ours.text"⟧ . }}'
        """)
    ],
    good: [
      Example(
        """
        route: { receiver: team }
        templates: ['*.tmpl']
        receivers:
          - name: team
            slack_configs:
              - api_url_file: /run/secrets/slack
                title: '{{ .CommonLabels.alertname }}'
                text: '{{ template "slack.ours.text" . }}'
        """),
      Example(
        """
        route: { receiver: team }
        receivers:
          - name: team
            slack_configs:
              - api_url_file: /run/secrets/slack
                text: '{{ template "slack.default.text" . }}'
        """),
    ],
    check: .integration { integration, file, reporter in
      let hasTemplates = file.root["templates"]?.sequence?.isEmpty == false
      integration.forEachTemplate { text, template in
        if let error = template.errors.first(where: { $0.kind != .unsupported }) {
          reporter.report(
            "this cannot be rendered, so nothing is sent: \(error.message)", at: text, part: error.range,
            help: error.help)
        }
        guard !hasTemplates else { return }
        for call in template.templatesUsed
        where !template.definedTemplates.contains(call.name) && !DefaultTemplates.names.contains(call.name) {
          let nearest = Spelling.nearest(to: call.name, among: DefaultTemplates.names)
          reporter.report(
            "no template `\(call.name)` is defined: nothing is sent", at: text, part: call.range,
            help: nearest.map { "did you mean `\($0)`?" } ?? "name the file that defines it under `templates:`")
        }
      }
    })
}

/// What Alertmanager brings, <https://github.com/prometheus/alertmanager/tree/main/template> of August 2026.
enum DefaultTemplates {
  static let names = Set(
    """
    __alertmanager __alertmanagerURL __subject __description __text_alert_list __text_alert_list_markdown \
    slack.default.title slack.default.username slack.default.fallback slack.default.callbackid slack.default.pretext \
    slack.default.titlelink slack.default.iconemoji slack.default.iconurl slack.default.text slack.default.footer \
    slack.default.color pagerduty.default.description pagerduty.default.client pagerduty.default.clientURL \
    pagerduty.default.instances opsgenie.default.message opsgenie.default.description opsgenie.default.source \
    wechat.default.message wechat.default.to_user wechat.default.to_party wechat.default.to_tag wechat.default.agent_id \
    victorops.default.state_message victorops.default.entity_display_name victorops.default.monitoring_tool \
    pushover.default.title pushover.default.message pushover.default.url sns.default.subject sns.default.message \
    telegram.default.message discord.default.content discord.default.title discord.default.message webex.default.message \
    msteams.default.summary msteams.default.title msteams.default.text msteamsv2.default.title msteamsv2.default.text \
    jira.default.summary jira.default.description jira.default.priority rocketchat.default.title rocketchat.default.alias \
    rocketchat.default.titlelink rocketchat.default.emoji rocketchat.default.iconurl rocketchat.default.text \
    mattermost.default.color mattermost.default.username mattermost.default.title mattermost.default.titlelink \
    mattermost.default.fallback mattermost.default.text email.default.subject email.default.html
    """.split(separator: " ").map(String.init))
}

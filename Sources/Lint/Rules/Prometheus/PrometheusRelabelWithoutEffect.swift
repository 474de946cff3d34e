import Documents
import Formats
import RE2

extension Rule {
  static let relabelWithoutEffect = Rule(
    "prometheus/relabel-without-effect", .warning,
    "a relabel rule changes nothing",
    why:
      "Somebody meant it to do something: a label that is read was never there, a regular expression matches nothing, or the key for it is another one.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
            relabel_configs:
              - source_labels: [__address__]
                regex: ⟦"[^\\\\x00-\\\\x{10FFFF}]"⟧
                target_label: instance
              - source_labels: [instance]
                ⟦target_label⟧: instance
              - source_labels: [__address__]
                regex: "a.*"
                action: keep
                ⟦replacement⟧: b
            metric_relabel_configs:
              - source_labels: [⟦__meta_docker_container_name⟧]
                target_label: container
          - job_name: web
            static_configs: [{ targets: ["web:8000"] }]
            relabel_configs:
              - { source_labels: [⟦__meta_docker_container_name⟧], target_label: container }
              - { source_labels: [⟦instance⟧], regex: "(.*):.*", target_label: host }
              - { source_labels: [⟦__name__⟧], regex: "go_.*", action: drop }
        """)
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: api
            docker_sd_configs: [{ host: "unix:///var/run/docker.sock" }]
            relabel_configs:
              - source_labels: [__meta_docker_container_name]
                regex: "/(.*)"
                target_label: container
              - target_label: team
                replacement: core
              - source_labels: [__meta_docker_container_name]
                action: uppercase
                regex: "test$1name"
                target_label: container
              - source_labels: [__address__]
                regex: "a.*"
                replacement: $1
                action: keep
            metric_relabel_configs:
              - source_labels: [path]
                regex: "/users/.*"
                target_label: path
                replacement: /users
          - job_name: web
            static_configs: [{ targets: ["web:8000"], labels: { team: core } }]
            relabel_configs:
              - { source_labels: [team], target_label: owner }
              - { source_labels: [owner], target_label: group }
              - { source_labels: [env], regex: "", replacement: prod, target_label: env }
              - { source_labels: [__address__, __meta_docker_port], regex: "(.*);", target_label: instance }
        """)
    ],
    check: .prometheus { config, reporter in
      if reporter.source.isFixture { return }
      for list in config.relabelLists {
        for rule in list.rules { report(rule, list.key, &reporter) }
      }
      for (step, source) in config.stepsWithoutLabels where step.isIdle(on: step.absent) {
        reporter.report(
          "no target of this job has `\(source.value)`, so the rule never does anything", at: source,
          help: TargetLabels.help(source.value))
      }
    })

  /// One finding a rule: the first thing that keeps it from doing anything.
  private static func report(_ rule: Node, _ key: String, _ reporter: inout Reporter) {
    let action = RelabelShape.action(rule)
    let sources = (rule["source_labels"]?.sequence ?? []).compactMap(Text.init)
    // Source: github.com/prometheus/prometheus, model/relabel/relabel.go, `relabel`.
    let ignoresRegex = ["uppercase", "lowercase", "hashmod", "keepequal", "dropequal"].contains(action)
    if !ignoresRegex, let text = Text(rule["regex"]), let pattern = try? Pattern(text.value),
      pattern.matchesNothing == true
    {
      return reporter.report("the regular expression matches no text, so the rule never applies", at: text.range)
    }
    if key != "relabel_configs", let source = sources.first(where: { $0.value.hasPrefix("__meta_") }) {
      return reporter.report(
        "`\(source.value)` is gone by the time that `\(key)` runs: meta labels exist for `relabel_configs` only",
        at: source, help: "copy it to a label of the target in `relabel_configs`")
    }
    if action == "replace", sources.count == 1, sources[0].value == rule["target_label"]?.text,
      !rule.isPresent("regex") || rule["regex"]?.text == "(.*)",
      !rule.isPresent("replacement") || rule["replacement"]?.text == "$1",
      let entry = rule.entry("target_label")
    {
      return reporter.report(
        "the rule copies `\(sources[0].value)` onto itself", at: entry.key.range, help: "remove the rule")
    }
    if ["keep", "drop"].contains(action),
      let entry = ["replacement", "target_label"].compactMap({ rule.entry($0) }).first(where: {
        // What Prometheus writes out of its configuration has every default.
        $0.value.text?.isEmpty == false && !["$1", "${1}"].contains($0.value.text)
      })
    {
      reporter.report(
        "the action `\(action)` makes no use of `\(entry.key.text ?? "")`", at: entry.key.range,
        help: "remove it, or use the action `replace`")
    }
  }
}

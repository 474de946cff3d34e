import Documents
import Formats
import RE2

extension Rule {
  static let relabelDropsEverything = Rule(
    "prometheus/relabel-drops-everything", .error,
    "a relabel rule drops every target, sample or alert",
    why: "Nothing is left of what stands before it: the job looks configured, and yields nothing.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
            relabel_configs:
              - source_labels: [__address__]
                regex: ⟦.*⟧
                action: drop
            metric_relabel_configs:
              - source_labels: [__name__]
                action: ⟦drop⟧
          - job_name: web
            static_configs: [{ targets: ["web:8000"] }]
            relabel_configs:
              - source_labels: [⟦__meta_docker_container_name⟧]
                regex: web
                action: keep
        """)
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
            metric_relabel_configs:
              - source_labels: [__name__]
                regex: go_.*
                action: drop
              - source_labels: [__name__]
                regex: .*
                action: keep
              - source_labels: [shard]
                regex:
                action: drop
          - job_name: files
            file_sd_configs: [{ files: [targets/*.yml] }]
            relabel_configs:
              - { source_labels: [__meta_docker_container_name], regex: web, action: keep }
          - job_name: docker
            docker_sd_configs: [{ host: "unix:///var/run/docker.sock" }]
            relabel_configs:
              - { source_labels: [__meta_docker_container_name], regex: web, action: keep }
        """)
    ],
    check: .prometheus { config, reporter in
      for list in config.relabelLists {
        // vmagent's rules may have a condition of their own.
        for rule in list.rules where rule["if"] == nil {
          let action = RelabelShape.action(rule)
          let text = rule.isPresent("regex") ? Text(rule["regex"]) : nil
          // Without a value it is the pattern of nothing, which takes what lacks the label:
          // <https://github.com/prometheus/prometheus/blob/main/model/relabel/relabel.go>, `Config.Validate`.
          guard rule["regex"]?.isNull != true, action == "drop" || action == "keep",
            let pattern = try? Pattern(text?.value ?? "(.*)")
          else { continue }
          let isAll = action == "drop" && pattern.matchesEverything == true
          let isNone = action == "keep" && pattern.matchesNothing == true
          guard isAll || isNone, let place = text ?? Text(rule["action"]) else { continue }
          reporter.report(
            isAll ? "every value matches, so the rule drops everything" : "no value matches, so the rule keeps nothing",
            at: place, help: text == nil ? "say in `regex:` what to drop" : nil)
        }
      }
      for (step, source) in config.stepsWithoutLabels where step.drops(step.absent) == true {
        reporter.report(
          "no target of this job has `\(source.value)`, so the rule keeps none", at: source,
          help: TargetLabels.help(source.value))
      }
    })
}

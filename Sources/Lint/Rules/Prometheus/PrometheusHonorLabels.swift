import Documents
import Formats

extension Rule {
  static let honorLabels = Rule(
    "prometheus/honor-labels", .warning,
    "`honor_labels: true` on a job that is no federation, no push gateway and no collector",
    why:
      "With it a target decides its own `job` and `instance`: two targets can overwrite each other's series, and `up` and the metrics no longer carry the same labels. It is meant for sources that pass on the series of others.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            honor_labels: ⟦true⟧
            static_configs: [{ targets: ["api:8000"] }]
        """)
    ],
    good: [
      Example(
        """
        scrape_configs:
          - job_name: pushgateway
            honor_labels: true
            static_configs: [{ targets: ["pushgateway:9091"] }]
          - job_name: federate
            honor_labels: true
            metrics_path: /federate
            static_configs: [{ targets: ["other:9090"] }]
          - job_name: sent
            honor_labels: true
            static_configs: [{ targets: ["otel-collector:8889"] }]
        """)
    ],
    check: .job { job, reporter in
      guard job.node.flag("honor_labels") == true, let value = Text(job.node["honor_labels"]) else { return }
      let hints = [
        "federat", "push", "gateway", "kube-state", "cadvisor", "kubelet", "statsd", "graphite", "influx", "collectd",
        "otel", "otlp",
      ]
      let words = [job.name?.value ?? "", job.node["metrics_path"]?.text ?? ""] + job.targets.map(\.address.value)
      let passesOn = words.contains { word in hints.contains { word.lowercased().contains($0) } }
      // What is discovered is not known, and Kubernetes' own metrics are passed on by their exporters.
      guard !passesOn, !job.isDiscovering else { return }
      reporter.report(
        "targets of this job may set their own `job` and `instance`, and so overwrite each other's series", at: value,
        help: "remove it, unless the target passes on what others expose")
    })
}

import Documents
import Formats

extension Rule {
  static let externalLabels = Rule(
    "prometheus/external-labels", .info,
    "a server that writes to a remote storage has no external labels",
    why:
      "What arrives there does not say which server sent it: a second one overwrites its series, and two replicas cannot be told apart.",
    bad: [
      Example(
        """
        ⟦remote_write⟧:
          - url: https://metrics.example.com/write
        scrape_configs:
          - job_name: api
            static_configs: [{ targets: ["api:8000"] }]
        """)
    ],
    good: [
      Example(
        """
        global:
          external_labels: { cluster: eu-1, replica: a }
        remote_write:
          - url: https://metrics.example.com/write
        """)
    ],
    check: .prometheus { config, reporter in
      guard config.node.isFilled("remote_write"), config.externalLabels.isEmpty,
        let key = config.node.entry("remote_write")?.key
      else { return }
      reporter.report(
        "the remote storage cannot tell whose series these are: there are no `external_labels`", at: key.range,
        help: "name the server under `global.external_labels`, as in `cluster: eu-1`")
    })
}

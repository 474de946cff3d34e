import Documents
import Formats

extension Rule {
  static let prometheusMissingFile = Rule(
    "prometheus/missing-file", .info,
    "a password, a certificate or a list of targets stands in a file that does not exist",
    why:
      "Every request that needs the file fails, and a list of targets that is missing is an empty one. Only paths within what is linted are judged, and not those that a `.gitignore` leaves out: they come with the deployment.",
    bad: [
      Example(
        """
        scrape_configs:
          - job_name: api
            basic_auth: { username: prometheus, password_file: ⟦passwords/api⟧ }
            tls_config: { ca_file: ⟦ca.pem⟧ }
            static_configs: [{ targets: ["api:8000"] }]
          - job_name: nodes
            file_sd_configs: [{ files: [⟦targets/nodes.yml⟧, "targets/*.json"] }]
        """)
    ],
    good: [
      Example(files: [
        "prometheus.yml": """
        scrape_configs:
          - job_name: api
            basic_auth: { username: prometheus, password_file: /run/secrets/api }
            static_configs: [{ targets: ["api:8000"] }]
          - job_name: nodes
            file_sd_configs: [{ files: [targets/nodes.yml] }]
        """,
        "targets/nodes.yml": """
        - targets: ["node1:9100"]
        """,
      ])
    ],
    check: .project { facts, reporter in
      let knowledge = reporter.knowledge
      let place = facts.place
      let files = facts.configuration.named { $0.credentialFiles + $0.targetFiles.filter { !$0.text.includes("*") } }
      for (word, path, config) in files
      where place.has(config.source.name) && !word.text.includes("$")
        && place.lacks(path, namedAs: word.text, in: config.source.name) && !knowledge.isIgnored(path)
      {
        reporter.report(
          "there is no file `\(path)`", at: word.range, in: config.source,
          help: "add it, or list it in `.gitignore` where the deployment brings it")
      }
    })
}

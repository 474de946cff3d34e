import Documents
import Formats

extension Rule {
  static let grafanaFormat = Rule(
    "grafana/format", .warning, "a provisioning file has a key that Grafana does not know",
    why: "Grafana passes over it without a word: what was meant to be set is not.",
    bad: [
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus, ⟦isdefault⟧: true, ⟦timeInterval⟧: 30s")),
      Example(
        """
        apiVersion: 1
        providers:
          - name: shop
            ⟦path⟧: /var/lib/grafana/dashboards

        """),
      Example(files: [
        "compose.yml": "services: { grafana: { image: \"grafana/grafana:9.5.2\" } }",
        "datasources.yml": Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus, ⟦basicAuthPassword⟧: $PASSWORD"),
      ]),
    ],
    good: [
      Example(
        Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus, orgId: $ORG, isDefault: true, jsonData: { timeInterval: 30s }"
        )),
      Example(files: [
        "compose.yml": "services: { grafana: { image: \"grafana/grafana:8.3.4\" } }",
        "datasources.yml": Example.dataSources(
          "name: Prometheus, type: prometheus, uid: prometheus, basicAuthPassword: $PASSWORD"),
      ]),
    ],
    check: .project { facts, reporter in
      let release = facts.grafanaRelease ?? .max
      for (source, problems) in facts.grafana.ignored {
        for problem in problems where problem.since ?? 0 <= release {
          reporter.report(problem.message, at: problem.range, in: source, help: problem.help)
        }
      }
    })
}

extension ProjectFacts {
  /// The newest major release of Grafana that Compose files run; nil where they do not say.
  fileprivate var grafanaRelease: Int? {
    let images = configuration.composeServices.compactMap(\.service.imageText).compactMap(Interpolation.filled)
      .map { ImageReference($0) }.filter { $0.shortName.hasPrefix("grafana") }
    let releases = images.map { image in image.tag.flatMap { Int($0.drop { $0 == "v" }.prefix { $0 != "." }) } }
    return releases.contains(nil) ? nil : releases.compactMap { $0 }.max()
  }
}

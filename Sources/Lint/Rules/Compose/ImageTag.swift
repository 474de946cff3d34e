import Documents
import Formats

extension Rule {
  static let imageTag = Rule(
    "compose/image-tag", .warning,
    "an image has no version, or `latest`",
    why:
      "What runs is whatever was newest when somebody last pulled: two machines differ, and an upgrade happens when nobody chose it.",
    bad: [
      Example(
        """
        services:
          prometheus: { image: ⟦prom/prometheus⟧ }
          grafana: { image: "⟦grafana/grafana:latest⟧" }
        """)
    ],
    good: [
      Example(
        """
        services:
          prometheus: { image: "prom/prometheus:v3.5.0" }
          grafana: { image: "grafana/grafana:${GRAFANA_VERSION}" }
          pinned: { image: "example/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945" }
          api: { build: ., image: api }
        """)
    ],
    check: .composeService { service, reporter in
      // What is built here is tagged here.
      guard service["build"] == nil, let image = Text(service.node["image"]),
        let text = Interpolation.filled(image.value)
      else { return }
      let reference = ImageReference(text)
      guard reference.digest == nil, reference.tag == nil || reference.tag == "latest" else { return }
      reporter.report(
        reference.tag == nil
          ? "`\(text)` names no version, which means `latest`" : "`latest` is another image every week",
        at: image, help: "name a version, as in `\(reference.name):…`, or a digest")
    })
}

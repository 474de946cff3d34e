import Documents
import Formats

extension Rule {
  static let imageTag = Rule(
    "compose/image-tag", .info,
    "an image has no version, or `latest`",
    why:
      "What runs is whatever was newest when somebody last pulled: two machines differ, and an upgrade happens when nobody chose it. Files for development, tests and examples are left alone.",
    sparesTrials: true,
    bad: [
      Example(
        """
        services:
          prometheus: { image: ⟦prom/prometheus⟧ }
          grafana: { image: "⟦grafana/grafana:latest⟧" }
        """),
      Example(files: [
        "compose.yml": "services: { api: { image: \"example/api:1.2\" } }",
        "compose.prod.yml": "services: { api: { image: \"⟦example/api:latest⟧\" } }",
      ]),
    ],
    good: [
      Example(
        """
        services:
          prometheus: { image: "prom/prometheus:v3.5.0" }
          grafana: { image: "grafana/grafana:${GRAFANA_VERSION}" }
          pinned: { image: "example/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945" }
          api: { build: ., image: api }
          worker: { image: api, command: [work] }
          local: { image: "migrations:latest", pull_policy: never }
        """),
      Example(files: [
        "compose.yml": "services: { api: { image: example/api }, web: { image: example/web } }",
        "compose.override.yml": "services: { api: { build: . }, web: { image: \"example/web:1.2\" } }",
        "tests/compose.yml": "services: { api: { image: example/api } }",
        "docker-compose.dev.yml": "services: { mail: { image: axllent/mailpit } }",
      ]),
    ],
    check: .project { facts, reporter in
      var trials = TrialFiles()
      for (service, file, project) in facts.configuration.composeServices where !trials.contains(file.source) {
        guard let image = service.writtenImage, let reference = project.moving(image, of: service, in: file) else {
          continue
        }
        reporter.report(
          reference.tag == nil
            ? "`\(image.text)` names no version, which means `latest`" : "`latest` changes without notice",
          at: image.range, in: file.source, help: "name a version, as in `\(reference.name):…`, or a digest")
      }
    })
}

extension ComposeProject {
  /// An image that is another one whenever its owner says so.
  fileprivate func moving(_ image: WordFact, of service: ComposeServiceFact, in file: ComposeFact) -> ImageReference? {
    guard !service.isNeverPulled, let reference = ImageReference(moving: image.text) else { return nil }
    let union = union(of: service.name)
    // What is built here is tagged here.
    if union?.isBuilt == true || builtImages.contains(reference.name) { return nil }
    let isPinnedAbove =
      file.isDefault && union?.images.contains { ImageReference(moving: $0) == nil } == true
    return isPinnedAbove ? nil : reference
  }
}

extension ImageReference {
  /// An image without a version; nil for any other, and for one that variables choose.
  fileprivate init?(moving image: String) {
    // A variable chooses the version, whatever it is where nobody sets it.
    guard let text = Interpolation.filled(image), !image.includes(":-latest}") else { return nil }
    self.init(text)
    guard digest == nil, tag == nil || tag == "latest" else { return nil }
  }
}

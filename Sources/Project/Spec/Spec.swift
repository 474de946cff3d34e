import Documents
import RE2

/// `pharos.yml` as written, each value typed, every default filled in.
package struct Spec: Sendable {
  package var version = 1
  package var project = ""
  package var team: String?
  package var environment = "production"
  package var urls = Addresses()
  package var services: OrderedMap<Service> = [:]
  package var components: OrderedMap<Component> = [:]
  package var probes: OrderedMap<Probe> = [:]
  package var severities = Spec.standardSeverities
  package var receivers: OrderedMap<Receiver> = [:]
  package var routes: [Route] = []
  package var heartbeat: Heartbeat?
  package var teams: OrderedMap<Team> = [:]
  package var timeIntervals: OrderedMap<[RecurringInterval]> = [:]
  package var alerts: OrderedMap<CustomAlert> = [:]
  package var prometheus = PrometheusSettings()
  package var logging: Logging?
  package var tracing: Tracing?
  package var instrumentation = Instrumentation.python
  package var retention = Retention()
  package var budgets = Budgets()
  package var cost: Cost?
  package var deploy = Deploy()
  package var images: OrderedMap<String> = [:]
  package var versions: OrderedMap<SoftwareVersion> = [:]
  package var packsFolder: String?
  package var overridesFolder: String?
  package var knownMetrics: [String] = []
  package var merge: [String] = []
  package var lint: LintSection?
  package var environments: OrderedMap<Node> = [:]

  package init() {}

  /// Critical, warning and info with the response times of the monitoring guide; without `notify` each tells the one receiver that there is.
  package static let standardSeverities = [
    SeverityLevel("critical", pages: true, respondWithin: .minutes(5)),
    SeverityLevel("warning", respondWithin: .hours(1)),
    SeverityLevel("info", respondWithin: .hours(24)),
  ]

  package static let section = Section(
    "spec", "One project: what it runs, what it promises, and who is notified of problems.", default: Spec(),
    fields: [
      .init("version", \.version, .integer(1...1), "Version of this format.", isRequired: true),
      .init("project", \.project, Name.owner, "Name of the project.", isRequired: true),
      .init(
        "team", \.team, Name.team,
        "Team that answers for everything that names no other; the project's name if not said."
      ),
      .init("environment", \.environment, Name.owner, "Environment that this is."),
      .init("urls", \.urls, Addresses.section.codec, "Addresses that generated links point to."),
      .init(
        "services", \.services, .mapping(of: Service.section.codec, key: Name.owner), "What the team runs.",
        isRequired: true),
      .init(
        "components", \.components, .mapping(of: Component.section.codec, key: Name.owner),
        "What the services stand on."),
      .init(
        "probes", \.probes, .mapping(of: Probe.codec, key: Name.owner),
        "Addresses that are probed from outside."),
      .init(
        "severities", \.severities, .list(of: SeverityLevel.section.codec, minimum: 1),
        "How fast a person has to act, most urgent first; critical, warning and info if not said."),
      .init(
        "receivers", \.receivers, .mapping(of: Receiver.codec, key: Name.owner), "Who can be told.", isRequired: true),
      .init(
        "routes", \.routes, .list(of: Route.section.codec), "Routes besides, or instead of, what the severities say."),
      .init("heartbeat", \.heartbeat, Heartbeat.section.codec, "An outside dead-man's switch."),
      .init(
        "teams", \.teams, .mapping(of: Team.section.codec, key: Name.team), "Who is notified of which team's services."),
      .init(
        "time_intervals", \.timeIntervals,
        .mapping(of: .list(of: RecurringInterval.section.codec, minimum: 1), key: Name.owner),
        "Spans of time that routes can be muted in."),
      .init(
        "alerts", \.alerts, .mapping(of: CustomAlert.section.codec, key: Name.alert), "Alerts of the project's own."),
      .init("prometheus", \.prometheus, PrometheusSettings.section.codec, "Settings of Prometheus itself."),
      .init("logging", \.logging, Logging.section.codec, "How logs are collected and kept; not at all if not said."),
      .init("tracing", \.tracing, Tracing.section.codec, "How traces are collected and kept; not at all if not said."),
      .init(
        "instrumentation", \.instrumentation, .word,
        "Code by which services expose their metrics: `python` for FastAPI, or `none`."),
      .init("retention", \.retention, Retention.section.codec, "How long things are kept."),
      .init("budgets", \.budgets, Budgets.section.codec, "Bounds on cardinality."),
      .init("cost", \.cost, Cost.section.codec, "Prices and a budget."),
      .init("deploy", \.deploy, Deploy.section.codec, "Where the stack runs."),
      .init("images", \.images, .mapping(of: image, key: Name.owner), "Images instead of the pinned ones, by pack."),
      .init(
        "versions", \.versions, .mapping(of: Name.version, key: Name.owner),
        "Versions of what runs, by pack, where they are not the pinned ones; what is too new for them is left out."),
      .init("packs_dir", \.packsFolder, .relativePath, "Folder of the project's own packs, beside the spec."),
      .init(
        "overrides_dir", \.overridesFolder, .relativePath,
        "Folder of what is laid over generated files, beside the spec; `overrides` if not said."),
      .init(
        "known_metrics", \.knownMetrics, .list(of: Name.metric), "Metrics that something outside of this spec exposes."),
      .init(
        "merge", \.merge, .list(of: .relativePath),
        "Generated files, besides runbooks and docs, whose edits by hand are kept."),
      .init("lint", \.lint, LintSection.section.codec, "How the files of the project are linted."),
      .init(
        "environments", \.environments,
        .mapping(of: Codec<Node>.node("part of a spec").annotated(["type": "object"]), key: Name.owner),
        "What differs by environment; `--env NAME` lays it over the rest."),
    ])

  /// The grammar of <https://github.com/distribution/reference/blob/4ca14034c406/reference.go>.
  private static let image = Codec.name(
    "image", pattern: imagePattern, example: "docker.io/prom/prometheus:v3.14.0",
    rule: "a reference with a tag or digest, never `latest`",
    isValid: { text in
      guard imageReference?.matches(text) == true else { return false }
      let image = ImageReference(text)
      return image.digest != nil || image.tag != nil && image.tag != "latest"
    })

  private static let imagePattern =
    "^([A-Za-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
    + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$"

  private static let imageReference = try? Pattern(imagePattern)
}

extension Spec {
  /// Where the spec does not say how long metrics are kept, they are kept for as long as its objectives and its spending look back.
  mutating func keepMetricsForLookingBack() {
    let windows = services.values.flatMap { $0.objectives.values.map(\.window) } + (cost == nil ? [] : [Cost.month])
    retention.metrics = windows.reduce(retention.metrics, max)
  }
}

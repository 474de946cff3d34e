import Documents
import RE2

/// Infrastructure that services stand on. Its key is its name; its pack says what it is.
package struct Component: Sendable {
  package var pack: String?
  package var targets: [HostPort] = []
  package var isManaged = true
  package var team: String?
  package var alerts: OrderedMap<AlertTuning> = [:]
  package var connection = Connection()
  /// Keys that the pack declares under `settings`.
  package var settings: OrderedMap<Node> = [:]

  package init() {}

  package static let section = Section(
    "component", "Infrastructure that services stand on; its key is its name.", default: Component(),
    rest: .init("The settings that its pack declares.", \.settings),
    fields: [
      .init("pack", \.pack, Name.owner, "Pack that it is an instance of; its key if not said."),
      .init(
        "targets", \.targets, .list(of: .hostPort, minimum: 1),
        "What its exporter watches; with `managed: false`, where the exporter is scraped."),
      .init("managed", \.isManaged, .boolean, "Whether the stack runs the exporter."),
      .init("team", \.team, Name.team, "Team that answers for it; the project's `team` if not said."),
      .init(
        "alerts", \.alerts, .mapping(of: AlertTuning.section.codec, key: Name.alert), "Tuning of its pack's alerts."),
    ] + Connection.fields(in: \.connection))
}

/// An address that is probed from outside.
package struct Probe: Sendable {
  package var url: WebAddress?
  package var status: [Int] = [200]
  package var body: String?
  package var service: String?
  package var team: String?
  package var alerts: OrderedMap<AlertTuning> = [:]
  package var connection = Connection()

  package init() {}

  package static let section = Section(
    "probe", "An address that is probed from outside.", default: Probe(),
    fields: [
      .init("url", \.url, .webAddress, "Address to ask.", isRequired: true),
      .init(
        "status", \.status,
        .list(of: .integer(100...599), minimum: 1).orScalar(
          Codec<Int>.integer(100...599).map(to: { [$0] }, from: { $0.first })), "Status codes of a good answer."),
      .init("body", \.body, pattern, "Regular expression that the answer's body must match."),
      .init("service", \.service, Name.owner, "Service that it belongs to."),
      .init("team", \.team, Name.team, "Team that answers for it; the project's `team` if not said."),
      .init(
        "alerts", \.alerts, .mapping(of: AlertTuning.section.codec, key: Name.alert), "Tuning of the probe's alerts."),
      // The address says the scheme, and what a probe gives is always the same few samples.
    ] + Connection.fields(in: \.connection, without: ["scheme", "sample_limit"]))

  /// The exporter compiles it with Go's `regexp`, and does not start where that fails: `NewRegexp` in
  /// <https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/config/config.go>.
  private static let pattern = Codec.string.checked { text in
    Pattern.problem(in: text).map { ("`\(text)` is no regular expression: \($0.message)", "write it like `\"ok\"`") }
  }
}

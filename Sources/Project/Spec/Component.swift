import Documents

/// Infrastructure that services stand on. Its key is its name; its pack says what it is.
package struct Component: Sendable {
  package var pack: String?
  package var targets: [HostPort] = []
  package var isManaged = true
  package var notExposed: [Signal] = []
  package var team: String?
  package var alerts: OrderedMap<AlertTuning> = [:]
  package var connection = Connection()
  /// Keys that the pack declares under `settings`.
  package var settings: OrderedMap<Node> = [:]

  package init() {}

  /// Whether the stack runs an exporter for it; what exposes its metrics itself needs none.
  func hasOwnExporter(of pack: Pack?) -> Bool { isManaged && pack?.workload != nil }

  package static let section = Section(
    "component", "Infrastructure that services stand on; its key is its name.", default: Component(),
    rest: .init("The settings that its pack declares.", \.settings),
    fields: [
      .init("pack", \.pack, Name.owner, "Pack that it is an instance of; its key if not said."),
      .init(
        "targets", \.targets, .list(of: .hostPort, minimum: 1),
        "What its exporter watches; with `managed: false`, where the exporter is scraped."),
      .init("managed", \.isManaged, .boolean, "Whether the stack runs the exporter."),
      .notExposed(\.notExposed),
      .init("team", \.team, Name.team, "Team that answers for it; the project's `team` if not said."),
      .init(
        "alerts", \.alerts, .mapping(of: AlertTuning.section.codec, key: Name.alert), "Tuning of its pack's alerts."),
    ] + Connection.fields(in: \.connection))
}

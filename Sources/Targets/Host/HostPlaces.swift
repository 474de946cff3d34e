import Documents
import Project

/// What everything is called on a machine, and where it is.
struct HostPlaces {
  let project: String
  let settings: Deploy.HostSettings

  /// All parts together, as a target of systemd.
  var group: String { "\(project)-monitoring" }

  /// Below which each generated folder has its name.
  var configuration: String { "/etc/\(project)-monitoring" }

  var secrets: String { settings.secretsFolder ?? "\(configuration)/secrets" }

  /// Without its suffix.
  func unit(_ part: String) -> String { "\(project)-\(part)" }

  /// Where systemd keeps the state of services.
  static let state = "/var/lib"

  /// Below `state`.
  func stateFolder(_ storage: Workload.Folder) -> String { "\(project)-\(storage.name)" }

  func path(of folder: Workload.Folder) -> String {
    folder.name.hasPrefix("./")
      ? "\(configuration)/\(folder.name.dropFirst(2))" : "\(Self.state)/\(stateFolder(folder))"
  }

  func address(of endpoint: Endpoint) -> HostPort {
    settings.addresses["\(endpoint.part):\(endpoint.port)"]
      ?? (Self.isMain(endpoint) ? settings.addresses[endpoint.part] : nil)
      ?? HostPort(host: "127.0.0.1", port: Self.port(of: endpoint))
  }

  /// Whether the part's name alone stands for it: what people and other parts ask for, or the only port.
  private static func isMain(_ endpoint: Endpoint) -> Bool {
    mainPorts[endpoint.part].map { $0 == endpoint.port } ?? true
  }

  private static let mainPorts = ["loki": 3100, "otel-collector": 4317, "jaeger": 16686]

  /// The collector has these of its own, and there is one of each on a machine.
  private static let taken: [Endpoint] = [
    .traceStore, Endpoint(Endpoint.traceStore.part, port: 8888), Endpoint(Endpoint.traceStore.part, port: 13133),
  ]

  private static func port(of endpoint: Endpoint) -> Int {
    taken.contains(endpoint) ? endpoint.port + 10_000 : endpoint.port
  }
}

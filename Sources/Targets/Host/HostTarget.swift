import Artifacts
import Documents
import Project
import Regeneration

/// A machine without containers: every workload is a service of systemd, and all share its ports and its files.
struct HostTarget: Target {
  let name = "host"
  let isContainerized = false
  /// Of no project, until it is configured for one.
  private var places = HostPlaces(project: "", settings: Deploy.HostSettings())

  func configured(for project: String, by settings: Deploy) -> any Target {
    var target = self
    target.places = HostPlaces(project: project, settings: settings.host)
    return target
  }

  func address(of endpoint: Endpoint) -> String { published(endpoint).description }

  /// What listens on every address listens on the machine's own as well.
  func published(_ endpoint: Endpoint) -> HostPort {
    let listener = listener(of: endpoint)
    return listener.isEverywhere ? HostPort(host: "localhost", port: listener.port) : listener
  }

  func listener(of endpoint: Endpoint) -> HostPort { places.address(of: endpoint) }

  func path(of folder: Workload.Folder) -> String { places.path(of: folder) }

  /// <https://systemd.io/CREDENTIALS/>; the configuration names paths, so the variable `CREDENTIALS_DIRECTORY` is no use.
  func secretFolder(of workload: String) -> String { "/run/credentials/\(places.unit(workload)).service" }

  func command(_ action: OperatorAction) -> String { HostCommand(places: places).text(action) }

  func refusals(of workload: Workload) -> [String] {
    guard workload.program != nil else { return ["runs from an image only"] }
    return workload.needs.compactMap { need in
      switch need.kind {
      case .root: "needs to run as root"
      case .sysctl(let name, _) where name != Self.pingSockets: "needs the kernel parameter \(name) for itself"
      default: nil
      }
    }
  }

  /// The kernel parameter that says whose groups may ping without a capability.
  static let pingSockets = "net.ipv4.ping_group_range"

  func problems(with workloads: [Workload]) -> [TargetProblem] { AddressChecks(places, workloads).problems }

  func artifacts(of stack: Stack) throws -> [Artifact] {
    guard !stack.workloads.isEmpty else { return [] }
    return HostUnits(stack, places).artifacts + HostScripts(stack, places).artifacts
      + HostSecrets.generate(stack, places)
  }

  let fileNames = ["host"]
  let unversionedNames: [String] = []
  let origins: [ValueOrigin] = []

  func prose(of stack: Stack) -> TargetProse { HostProse(stack: stack, places: places).text }

  /// Nothing asks it: the relay that does runs from an image only.
  let nameServer = (address: "127.0.0.53", owner: "systemd-resolved")
}

import Artifacts
import Documents
import Project
import Regeneration

/// `host/systemd/`: a service for each part, and a target for all of them.
struct HostUnits {
  private let stack: Stack
  private let places: HostPlaces

  init(_ stack: Stack, _ places: HostPlaces) { (self.stack, self.places) = (stack, places) }

  static let folder = "host/systemd"

  var artifacts: [Artifact] {
    let reads = Dictionary(grouping: stack.secretUses, by: \.reader)
    let services = HostPart.all(of: stack).map { part in
      let unit = HostUnit(part: part, reads: reads[part.workload.name] ?? [], stack: stack, places: places)
      return Artifact.text("\(Self.folder)/\(places.unit(part.workload.name)).service", unit.text)
    }
    return services + [.text("\(Self.folder)/\(places.group).target", group)]
  }

  private var group: String {
    """
    # \(Header.owned(stack))
    [Unit]
    Description=Monitoring of \(stack.project)

    [Install]
    WantedBy=multi-user.target

    """
  }
}

/// The service of one part, hardened; what departs from that says why.
///
/// Directives: <https://manpages.debian.org/bookworm/systemd/systemd.exec.5.en.html>, systemd.service(5), systemd.resource-control(5).
struct HostUnit {
  let part: HostPart
  /// The secrets that it reads.
  let reads: [SecretUse]
  let stack: Stack
  let places: HostPlaces

  var text: String {
    let sections = [unit, service, ["# What it may use."] + limits, ["# What it may touch."] + hardening, install]
    return "# \(Header.owned(stack))\n" + sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var workload: Workload { part.workload }
  private var program: Workload.Program { part.program }

  private var unit: [String] {
    let after = (["network-online.target"] + workload.after.map { "\(places.unit($0)).service" }).joined(separator: " ")
    return [
      "[Unit]", "Description=\(workload.name) of \(stack.project)", "PartOf=\(places.group).target", "After=\(after)",
      "Wants=network-online.target",
    ]
  }

  /// `install.sh` puts the path of the program in the place of its name.
  private var service: [String] {
    let command = ([program.names.first ?? workload.name] + workload.arguments.map(SystemdText.argument))
    var lines = ["[Service]", "Type=exec", "ExecStart=" + command.joined(separator: " \\\n  ")]
    if program.reloads { lines.append("ExecReload=/bin/kill -HUP $MAINPID") }
    lines += ["Restart=on-failure", "RestartSec=5s"]
    lines += workload.environment.map { "Environment=" + SystemdText.quoted("\($0)=\($1)") }
    lines += reads.map(\.reference.name).uniqued().sorted().map { "LoadCredential=\($0):\(places.secrets)/\($0)" }
    lines += workload.storage.flatMap { ["StateDirectory=\(places.stateFolder($0))", "StateDirectoryMode=0700"] }
    return lines
  }

  private var limits: [String] {
    [
      "MemoryMax=\(workload.limits.memory.bytes)", "CPUQuota=\((workload.limits.cpus * 100).digits)%",
      "TasksMax=\(workload.limits.pids)",
    ]
  }

  private var install: [String] { ["[Install]", "WantedBy=\(places.group).target"] }

  private var hardening: [String] { HostHardening(part: part).lines }
}

import Project

/// What an operator of a machine with systemd types.
struct HostCommand {
  let places: HostPlaces

  func text(_ action: OperatorAction) -> String {
    let units = action.parts.map(unit)
    let all = units.isEmpty ? ["\(places.group).target"] : units
    switch action.kind {
    case .apply: return "sudo host/install.sh install --start"
    case .start: return words(["sudo systemctl start"], all)
    case .recreate, .restart: return words(["sudo systemctl restart"], all)
    case .reload: return words(["sudo systemctl reload"], units)
    case .remove: return words(["sudo systemctl disable --now"], units)
    case .status:
      let isWhole = units.isEmpty || action.option("all") != nil
      return isWhole
        ? "systemctl list-units --all '\(units.first ?? places.project + "-*")'" : words(["systemctl status"], units)
    case .logs: return words(["journalctl"], units.map { "--unit=\($0)" }, action.options.map(logOption))
    case .shell: return "sudo"
    case .ending: return words(["systemctl show"], units, action.options.map { "--property=\(ending($0.name))" })
    case .usage where units.isEmpty: return "systemd-cgtop --iterations=1"
    case .usage: return words(["systemctl show --property=MemoryCurrent,MemoryMax,CPUUsageNSec"], units)
    case .folder: return "echo " + action.parts.map { "\(HostPlaces.state)/\(places.unit($0))" }.joined(separator: " ")
    case .leftovers:
      return action.option("logs") == nil
        ? "du -sh /var/cache/apt/archives" : "sudo sh -c 'du -sh /var/log/* | sort -h | tail -5'"
    case .clean: return "sudo journalctl --vacuum-size=1G && sudo apt-get clean"
    case .processes: return words(["systemd-cgls --unit"], units)
    case .deploy:
      let verb = action.option("anew") == nil ? "start" : "restart"
      return words(
        ["sudo systemctl \(verb)"], units.map { unit in action.option("count").map { "'\(unit)@'{1..\($0)}" } ?? unit })
    }
  }

  /// What runbooks call services of the application, whose units have names of their own.
  private static let ofApplication: Set = ["SERVICE", "PROXY", "NAME"]

  private func unit(_ part: String) -> String { Self.ofApplication.contains(part) ? part : places.unit(part) }

  private func words(_ words: [String]...) -> String { words.joined().joined(separator: " ") }

  /// <https://manpages.debian.org/bookworm/systemd/journalctl.1.en.html>
  private func logOption(_ name: String, _ value: String) -> String {
    switch name {
    case "since": "--since=-\(value)"
    case "tail": "--lines=\(value)"
    case "follow": "--follow"
    case "plain": "--output=cat"
    default: "--output=short-iso"
    }
  }

  /// Properties of <https://manpages.debian.org/bookworm/systemd/org.freedesktop.systemd1.5.en.html>.
  private func ending(_ name: String) -> String {
    switch name {
    case "code": "ExecMainStatus"
    // `oom-kill` where the kernel killed it for lack of memory.
    case "memory": "Result"
    default: "NRestarts"
    }
  }
}

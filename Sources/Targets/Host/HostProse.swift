import Project

/// How the guide says that a stack is run on a machine.
struct HostProse {
  let stack: Stack
  let places: HostPlaces

  var text: TargetProse {
    TargetProse(
      operation: stack.workloads.isEmpty ? "" : operation, logSource: "the machine",
      logRotation: "The journal of systemd keeps as much of them as `journald.conf` says.")
  }

  private var operation: String {
    let parts = HostPart.all(of: stack)
    let reloading = parts.filter(\.program.reloads).map(\.workload.name)
    let restarting = parts.filter { !$0.program.reloads && !$0.workload.files.isEmpty }.map(\.workload.name)
    var commands = [
      ("host/run.sh", "try it in the foreground; Ctrl-C stops it"),
      ("host/install.sh", "what would be installed; changes nothing"),
      (stack.target.command(.init(.apply)), "install and start, or take what changed"),
      (stack.target.command(.init(.status)), "what runs"),
    ]
    if !reloading.isEmpty {
      commands.append((stack.target.command(.init(.reload, reloading)), "read the installed configuration again"))
    }
    commands += [
      ("promtool test rules prometheus/tests/*.yml", "try every alert"),
      ("pharos generate --check", "does this folder say what the spec says?"),
    ]
    let width = (commands.map(\.0.count).max() ?? 0) + 4
    let rows = parts.map { part in
      let addresses = part.workload.endpoints.map { "`\(places.address(of: $0))`" }.joined(separator: ", ")
      return "| \(part.workload.name) | \(addresses) | \(part.source) |"
    }
    return """
      ## Operation

      Every part is a service of systemd, `\(places.unit("PART"))`, and all of them are `\(places.group).target`. Each runs as a user of its own, reads its configuration
      below `\(places.configuration)`, and keeps its data below `\(HostPlaces.state)`. Its program comes from where you like:

      | part | listens on | program |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      Write the secrets as `secrets/README.md` says, then:

      ```sh
      \(commands.map { $0 + String(repeating: " ", count: width - $0.count) + "# " + $1 }.joined(separator: "\n"))
      ```
      \(restarting.isEmpty ? "" : "\nThese read their configuration when they start: \(restarting.joined(separator: ", ")). `install.sh install --start` restarts them where it changed.\n")
      """
  }
}

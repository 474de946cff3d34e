import Artifacts
import Project

/// How the guide says that a Compose project is run.
enum ComposeProse {
  static func of(_ stack: Stack) -> TargetProse {
    let rotation = (stack.logging ?? Logging()).rotate
    return TargetProse(
      operation: stack.workloads.isEmpty ? "" : operation(stack), logSource: "the containers",
      logRotation: "Docker keeps \(rotation.files) files of \(rotation.size) for each container.")
  }

  private static func operation(_ stack: Stack) -> String {
    let target = stack.target
    let reloaded = stack.present("prometheus", "alertmanager")
    let commands: [(String, String)] =
      [(target.command(.init(.apply)), "start, or take a changed docker-compose.yml")]
      + (reloaded.isEmpty ? [] : [(target.command(.init(.reload, reloaded)), "take changed rules, scrapes and routes")])
      + [
        ("promtool test rules prometheus/tests/*.yml", "try every alert"),
        ("pharos generate --check", "does this folder say what the spec says?"),
      ]
    let width = (commands.map(\.0.count).max() ?? 0) + 4
    var text = """
      ## Operation

      Write the secrets as `secrets/README.md` says, then:

      ```sh
      \(commands.map { $0 + String(repeating: " ", count: width - $0.count) + "# " + $1 }.joined(separator: "\n"))
      ```

      Configuration is mounted by folder, so a running container sees new files; Prometheus and Alertmanager read them on HUP, Grafana by itself.

      """
    // These read theirs at the start only.
    let restarted = stack.present("heartbeat", "loki", "alloy", "otel-collector", "jaeger")
    if !restarted.isEmpty {
      text += "The others read theirs when they start: `\(target.command(.init(.restart, restarted)))`.\n"
    }
    if stack.present("grafana").isEmpty { return text }
    return text + """

      The password of Grafana's first administrator is read once, when its database is empty; afterwards it is changed by
      `\(target.command(.init(.shell, ["grafana"]))) grafana cli admin reset-admin-password`.

      """
  }
}

extension Stack {
  /// Those of these parts that it runs.
  fileprivate func present(_ names: String...) -> [String] {
    let there = Set(workloads.map(\.name))
    return names.filter(there.contains)
  }
}

import Project

/// What an operator of a Compose project types.
enum ComposeCommand {
  static func text(_ action: OperatorAction) -> String {
    let parts = action.parts
    let part = parts.first ?? ""
    switch action.kind {
    case .apply: return words(["up --detach --wait"])
    case .start: return words(["up -d"], parts)
    case .recreate: return words(["up -d --force-recreate"], parts)
    case .restart: return words(["restart"], parts)
    case .reload: return words(["kill --signal HUP"], parts)
    case .remove: return words(["rm -sf"], parts)
    case .status: return words(["ps"], action.option("all") == nil ? [] : [parts.isEmpty ? "-a" : "--all"], parts)
    case .logs: return words(["logs"], action.options.map(logOption), parts)
    case .shell: return words(["exec"], action.option("piped") == nil ? [] : ["-T"], parts)
    case .ending: return "docker inspect --format '\(endings(action))' \(container(part))"
    case .usage: return "docker stats --no-stream" + (part.isEmpty ? "" : " \(container(part))")
    case .folder: return "docker volume inspect --format '{{.Mountpoint}}' \"$(docker volume ls -q | grep \(part))\""
    case .leftovers:
      return action.option("logs") == nil
        ? "docker system df -v" : "sudo sh -c 'du -sh /var/lib/docker/containers/*/*.log | sort -h | tail -5'"
    case .clean: return "docker image prune --all && docker builder prune"
    case .processes: return words(["top"], parts)
    case .deploy:
      return words(
        ["up --detach"], action.option("anew") == nil ? [] : ["--force-recreate"],
        action.option("count").map { ["--scale \(part)=\($0)"] } ?? [], parts)
    }
  }

  private static func words(_ words: [String]...) -> String {
    (["docker compose"] + words.joined()).joined(separator: " ")
  }

  private static func logOption(_ name: String, _ value: String) -> String {
    switch name {
    case "since": "--since \(value)"
    case "tail": "--tail=\(value)"
    case "follow": "-f"
    case "plain": "--no-log-prefix"
    default: "--\(name)"
    }
  }

  private static func endings(_ action: OperatorAction) -> String {
    action.options.map { name, _ in
      switch name {
      case "code": "{{.State.ExitCode}}"
      case "memory": "{{.State.OOMKilled}}"
      default: "{{.RestartCount}}"
      }
    }.joined(separator: " ")
  }

  /// The container of a part.
  private static func container(_ part: String) -> String { "\"$(docker compose ps -q \(part))\"" }
}

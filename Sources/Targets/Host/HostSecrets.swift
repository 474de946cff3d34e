import Artifacts
import Project
import Regeneration

/// `secrets/README.md`: what has to be filled in before the parts start.
enum HostSecrets {
  static func generate(_ stack: Stack, _ places: HostPlaces) -> [Artifact] {
    var lines = [
      "<!-- \(Header.owned(stack)) -->", "", "# Secrets", "",
      "Nothing secret is in the spec or in a generated file. Each value is alone in a file of its own, without a line break at its end,",
      "and Git ignores them (see `.gitignore`). `host/install.sh install` copies each to `\(places.secrets)`, where root alone can read it;",
      "systemd hands it to the parts that read it.", "",
    ]
    let uses = stack.secretUses
    guard !uses.isEmpty else {
      return [.text("secrets/README.md", (lines + ["This stack needs none."]).joined(separator: "\n") + "\n")]
    }
    lines += ["| secret | read by | for |", "|---|---|---|"]
    for use in uses {
      let place =
        switch use.reference {
        case .file(let path): "`\(path)`"
        case .environment(let name): "`\(name)` in the environment of `install.sh`"
        }
      lines.append("| \(place) | \(use.reader) | \(use.purpose) |")
    }
    let commands = SecretFiles(stack).commands
    if !commands.isEmpty {
      lines += ["", "Put each value into its variable:", "", "```sh"] + commands + ["```"]
    }
    return [.text("secrets/README.md", lines.joined(separator: "\n") + "\n")]
  }
}

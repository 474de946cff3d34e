import Artifacts
import Documents
import Project
import Regeneration

/// `secrets/README.md` and `.env.example`: what has to be filled in before the stack starts.
enum SecretsReadme {
  static func generate(_ stack: Stack) -> [Artifact] {
    [.text("secrets/README.md", readme(stack)), .text(".env.example", environment(stack))]
  }

  private static func readme(_ stack: Stack) -> String {
    let files = stack.secrets.filter { if case .file = $0 { true } else { false } }
    var lines = [
      "<!-- \(Header.owned(stack)) -->", "", "# Secrets", "",
      "Nothing secret is in the spec or in a generated file. Each value is alone in a file of its own, without a line break at its end,",
      "and Git ignores them (see `.gitignore`).", "",
      "Compose mounts a file secret as it is: owner and mode are those on this host. A container that runs as another user than you can read",
      "the file only if its owner or group says so. Put each value into its variable below, and\nthese commands write the files and give each to the user that reads it. Certificates are copied, line breaks and all.",
      "",
    ]
    if files.isEmpty {
      lines.append("This stack needs none.")
    } else {
      lines += ["| file | read by | as user | for |", "|---|---|---|---|"]
      for use in stack.secretUses {
        if case .file(let path) = use.reference {
          lines.append("| `\(path)` | \(use.reader) | \(use.user ?? "the image's") | \(use.purpose) |")
        }
      }
      let commands = SecretFiles(stack).commands { reference in
        stack.secretUses.filter { $0.reference == reference }.compactMap(\.user).first
      }
      lines += ["", "```sh"] + commands + ["```"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func environment(_ stack: Stack) -> String {
    var lines = [
      "# \(Header.owned(stack))",
      "# Copy it to .env and fill it in; Compose refuses to start while a required value is missing.",
    ]
    var names: [String] = []
    for case .environment(let name) in stack.secrets { names.append(name) }
    if stack.workloads.contains(where: DockerGroup.isAsked) { names.append(DockerGroup.variable) }
    for name in names.uniqued() { lines.append("\(name)=") }
    if names.isEmpty { lines.append("# This stack needs nothing here.") }
    return lines.joined(separator: "\n") + "\n"
  }
}

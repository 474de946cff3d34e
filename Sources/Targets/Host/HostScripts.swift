import Artifacts
import Documents
import Project
import Regeneration
import Templates

/// `host/parts.sh`, what the scripts beside it need to know of each part, and these scripts, which are the same for every stack.
struct HostScripts {
  private let stack: Stack
  private let places: HostPlaces

  init(_ stack: Stack, _ places: HostPlaces) { (self.stack, self.places) = (stack, places) }

  var artifacts: [Artifact] {
    [
      Artifact("host/parts.sh", text: parts), script("questions.sh"),
      script("run.sh", isExecutable: true), script("install.sh", isExecutable: true),
    ]
  }

  /// One of `templates/host/`, with who made it behind its first line.
  private func script(_ name: String, isExecutable: Bool = false) -> Artifact {
    let lines = String(decoding: Templates.contents("templates/host/\(name)") ?? [], as: UTF8.self)
      .split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return Artifact(
      "host/\(name)", text: ([lines[0], "# \(Header.owned(stack))"] + lines.dropFirst()).joined(separator: "\n"),
      isExecutable: isExecutable)
  }

  private var parts: String {
    """
    # shellcheck shell=bash disable=SC2034
    # \(Header.owned(stack))
    # What run.sh and install.sh know of the parts.

    project=\(places.project)
    group=\(places.group)
    configuration=\(places.configuration)
    secrets_dir=\(places.secrets)
    parts=(\(stack.workloads.map(\.name).joined(separator: " ")))

    # What a part is: where it listens, what runs it and who has that, what it reads.
    describe() {
      endpoints=() programs=() source="" folders=() storage=() secrets=() arguments=() environment=()
      case $1 in
    \(HostPart.all(of: stack).map(description).joined())\
      esac
    }

    """
  }

  private func description(_ part: HostPart) -> String {
    let workload = part.workload
    let reads = stack.secretUses.filter { $0.reader == workload.name }.map(\.reference).uniqued()
    let lists: [(String, [String])] = [
      ("endpoints", workload.endpoints.map { places.address(of: $0).description }), ("programs", part.program.names),
      ("folders", workload.files.map { String($0.name.dropFirst(2)) }),
      ("storage", workload.storage.map(places.stateFolder)), ("secrets", reads.map(\.place)),
      ("arguments", workload.arguments), ("environment", workload.environment.map { "\($0)=\($1)" }),
    ]
    let lines = lists.filter { !$1.isEmpty }.map { name, values in "    \(name)=(\(Self.list(values)))\n" }
    return "  \(workload.name))\n    source=\(Self.quoted(part.source))\n\(lines.joined())    ;;\n"
  }

  private static func list(_ values: [String]) -> String {
    let words = values.map(quoted)
    let line = words.joined(separator: " ")
    return line.utf8.count < 80 ? line : "\n" + words.map { "      \($0)\n" }.joined() + "    "
  }

  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: #"'\''"#))'" }
}

extension SecretReference {
  /// As the scripts take it: what it is, and where its value is.
  fileprivate var place: String {
    switch self {
    case .file(let path): "file \(path)"
    case .environment(let name): "variable \(name)"
    }
  }
}

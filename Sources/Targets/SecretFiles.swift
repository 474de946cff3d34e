import Documents
import Project

/// The commands that write the files of a stack's secrets, in a shell.
struct SecretFiles {
  let stack: Stack

  init(_ stack: Stack) { self.stack = stack }

  /// In a subshell: the mask is not to stay in the shell that this is pasted into. Empty where no secret is a file.
  ///
  /// - Parameter owner: the user that a file is given to; nil where it stays with who writes it.
  func commands(owner: (SecretReference) -> String?) -> [String] {
    let connections =
      stack.jobs.map(\.connection) + stack.probes.map(\.connection) + stack.prometheus.remoteWrite.map(\.connection)
    let certificates = Set(connections.flatMap { $0.tls?.files ?? [] })
    var variables: Set<String> = []
    let lines = stack.secrets.sorted { $0.name < $1.name }.flatMap { reference -> [String] in
      guard case .file(let path) = reference else { return [] }
      let write =
        certificates.contains(reference)
        ? "cp PATH/TO/\(reference.name) \(path)"
        : "printf %s \"${\(Self.variable(for: reference, &variables)):?}\" > \(path)"
      return [write] + (owner(reference).map { ["sudo chown \($0) \(path)"] } ?? [])
    }
    return lines.isEmpty ? [] : ["(", "umask 077"] + lines + [")"]
  }

  var commands: [String] { commands { _ in nil } }

  /// A name that a shell takes: letters, digits and `_`, not a digit first, and each once.
  private static func variable(for reference: SecretReference, _ taken: inout Set<String>) -> String {
    let plain = reference.name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    let name = (plain.first?.isNumber == true ? "_" : "") + String(plain)
    let free = (1...).lazy.map { $0 == 1 ? name : "\(name)_\($0)" }.first { !taken.contains($0) }!
    taken.insert(free)
    return free
  }
}

import Documents
import Project
import Scaffold

/// What `pharos init` says: what is left, what was written, and what comes next.
enum InitReport {
  static func line(_ leftover: Leftover) -> String {
    let kind =
      switch leftover.kind {
      case .leftOut: "not carried over"
      case .unmonitored: "not monitored"
      case .changed: "look at this"
      }
    return "\(VisibleText.name("\(leftover.place)")): \(kind): \(leftover.message)"
  }

  static func summary(_ spec: FirstSpec, output: String) -> String {
    let output = VisibleText.name(output)
    let contents =
      spec.spec.map { spec in
        [
          names(spec.services.keys, "service"), names(spec.components.keys, "component"),
          names(spec.alerts.keys, "alert"), names(spec.receivers.keys, "receiver"),
        ].compactMap { $0 }
      } ?? []
    let secrets = (spec.stack?.secrets ?? []).compactMap { reference -> String? in
      guard case .file(let path) = reference else { return nil }
      return path.split(separator: "/").last.map(String.init)
    }
    let start = spec.stack.map { "  cd monitoring && \($0.target.command(.init(.apply)))" } ?? ""
    return """
      \(output) is written:
      \(contents.map { "  " + $0 }.joined(separator: "\n"))

      Next:
        read \(output), especially the guesses
        pharos generate\(output == SpecSearch.name ? "" : " \(output)")
        put the secrets into monitoring/secrets/, where README.md explains each: \(secrets.joined(separator: ", "))
      \(start)
      """
  }

  /// `3 services: web, api, worker`.
  private static func names(_ names: [String], _ kind: String) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    return "\(names.count) \(kind)\(names.count == 1 ? "" : "s"): \(shown)"
  }
}

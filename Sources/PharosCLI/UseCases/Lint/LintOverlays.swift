import Documents
import Lint

/// The overlays among the files that are linted: a part of a `prometheus.yml` is no `prometheus.yml`. Each is held against what it is
/// laid over; what comes of it is linted where it was generated to.
struct LintOverlays {
  /// Of the files, as they were given.
  let paths: Set<String>
  let findings: [Finding]

  /// - Parameter specs: those whose folders of overlays count.
  init(_ specs: [LoadedProject], among inputs: [Linter.Input]) {
    var paths: Set<String> = []
    var findings: [Finding] = []
    for spec in specs {
      let folder = SpecSearch.absolute(spec.overlayFolder.path) + "/"
      let places = inputs.map { (path: $0.path, absolute: SpecSearch.absolute($0.path)) }
      let own = places.filter { $0.absolute.hasPrefix(folder) && !$0.absolute.hasSuffix("/README.md") }
      guard !own.isEmpty else { continue }
      paths.formUnion(own.map(\.path))
      let asked = Set(own.map(\.absolute))
      do {
        findings += try spec.overlayFindings().filter { finding in
          ([finding.source] + finding.notes.map(\.source)).contains { asked.contains(SpecSearch.absolute($0.name)) }
        }
      } catch {
        findings.append(UnreadableFile(path: spec.overlayFolder.path, message: "\(error)", help: nil).finding)
      }
    }
    self.paths = paths
    self.findings = findings
  }
}

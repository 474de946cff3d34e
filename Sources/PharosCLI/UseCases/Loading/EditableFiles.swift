import Documents
import Project
import Regeneration

/// The spec's `merge`: generated files that people edit, besides runbooks and docs.
enum EditableFiles {
  /// The artifacts, with those that the spec names as files whose edits are kept.
  static func marked(_ artifacts: [Artifact], _ reading: SpecReading) -> [Artifact] {
    let paths = Set(reading.spec?.merge ?? [])
    return artifacts.map { artifact in
      var artifact = artifact
      if paths.contains(artifact.path) { artifact.kind = .merged }
      return artifact
    }
  }

  /// Entries that name nothing that is generated.
  static func findings(_ artifacts: [Artifact], _ reading: SpecReading) -> [Finding] {
    let known = Set(artifacts.map(\.path))
    return (reading.spec?.merge ?? []).enumerated().filter { !known.contains($1) }.map { index, path in
      Finding(
        SpecFinding.merge, "`\(path)` is not generated",
        help: Spelling.nearest(to: path, among: known).map { "did you mean `\($0)`?" }
          ?? "paths are relative to the output folder", in: reading.source,
        at: reading.range(of: ["merge", .index(index)]))
    }
  }
}

import Project
import Regeneration

/// The spec's `merge`: generated files that people edit, besides runbooks and docs.
enum EditableFiles {
  /// The artifacts, with those that the spec names as files whose edits are kept.
  static func marked(_ artifacts: [Artifact], in spec: Spec) -> [Artifact] {
    let paths = Set(spec.merge)
    let unknown = paths.subtracting(artifacts.map(\.path)).sorted()
    for path in unknown {
      Console.error(
        "warning: `merge` names `\(path)`, which is not generated\n  help: paths are relative to the output folder")
    }
    return artifacts.map { artifact in
      var artifact = artifact
      if paths.contains(artifact.path) { artifact.kind = .merged }
      return artifact
    }
  }
}

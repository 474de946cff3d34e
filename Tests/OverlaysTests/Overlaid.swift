import Artifacts
import Documents
import Overlays
import Project
import Regeneration
import Support

/// Lays texts over artifacts.
enum Overlaid {
  static func artifacts(of spec: String) throws -> [Artifact] {
    guard let stack = Stacks.resolve(try Repository.text(spec)).stack else { return [] }
    return try StackArtifacts.generate(stack)
  }

  static func apply(_ text: String, to artifact: Artifact) throws -> (artifact: Artifact, findings: [Finding]) {
    let overlay = overlay(text, artifact.path)
    let (artifacts, findings) = try [overlay].applied(to: [artifact])
    return (artifacts[0], findings)
  }

  static func overlay(_ text: String, _ path: String) -> Overlay {
    let name = "overrides/\(path)"
    return Overlay(path: path, name: name, source: SourceFile(name: name, text: text))
  }
}

import Documents
import Regeneration

extension [Overlay] {
  /// Lays each over its artifact.
  ///
  /// - Returns: the artifacts in their order, and everything that is wrong with the overlays; with an error nothing is to be written.
  package func applied(to artifacts: [Artifact]) throws -> (artifacts: [Artifact], findings: [Finding]) {
    var result = artifacts
    var findings: [Finding] = []
    let places = Dictionary(artifacts.indices.map { (artifacts[$0].path, $0) }) { first, _ in first }
    for overlay in self {
      guard let place = places[overlay.path] else {
        findings.append(
          overlay.refusal(
            "no file `\(overlay.path)` is generated, so nothing can be laid over it",
            help: Spelling.nearest(to: overlay.path, among: artifacts.map(\.path)).map { "did you mean `\($0)`?" }
              ?? "name it as the generated file is named below the output folder"))
        continue
      }
      let (artifact, problems) = try overlay.applied(to: result[place])
      result[place] = artifact
      findings += problems
    }
    return (result, findings.sortedByPlace())
  }
}

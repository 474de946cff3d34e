import Documents
import Regeneration

/// A file that a person lays over a generated one: the same path below the folder of overlays, and in it what differs.
package struct Overlay: Sendable {
  /// The artifact that it is for.
  package let path: String
  /// How it is named in the artifact: from the spec's folder, so that it is the same wherever pharos runs.
  let name: String
  package let source: SourceFile

  package init(path: String, name: String, source: SourceFile) {
    self.path = path
    self.name = name
    self.source = source
  }

  /// The artifact with the overlay laid over it; with findings it is not to be written.
  func applied(to artifact: Artifact) throws -> (artifact: Artifact, findings: [Finding]) {
    guard var document = GeneratedDocument(try artifact.contents.bytes, path: artifact.path) else {
      return (artifact, [refusal("`\(path)` is neither YAML nor JSON, and cannot be laid over")])
    }
    let (root, findings) = read()
    guard let root, !root.isNull, !findings.hasErrors else { return (artifact, findings) }
    document.name(overlay: name)
    var merge = OverlayMerge(source, lists: KeyedList.all(in: path))
    guard let tree = merge.merge(document.tree, root, at: OverlayPlace()) else {
      return (
        artifact,
        [
          Finding(
            OverlayFinding.directive, "a whole file cannot be deleted", help: "the spec says what is generated",
            in: source, at: root.range)
        ]
      )
    }
    document.tree = tree
    var result = artifact
    result.contents = Contents(document.bytes)
    result.overlay = "\(name): \(merge.effect.summary)"
    return (result, findings + merge.findings)
  }

  /// Its tree and what is wrong with its syntax.
  package func read() -> (root: Node?, findings: [Finding]) {
    guard path.hasSuffix(".json") else { return YAMLDocuments.readSingle(source) }
    let document = JSONDocument.read(source)
    return (document.root, document.findings)
  }

  /// That the file as a whole cannot be used.
  func refusal(_ message: String, help: String = "change the spec instead; see docs/overlays.md") -> Finding {
    Finding(OverlayFinding.path, message, help: help, in: source, at: 0..<0)
  }
}

/// What an overlay changes in a generated file.
package struct OverlayEffect: Sendable, Equatable {
  /// How many values are others.
  package var changed = 0
  /// Where something is that was not there, and where something is gone: keys, joined by dots.
  package var added: [String] = []
  package var deleted: [String] = []

  /// For people, on one line.
  package var summary: String {
    func list(_ word: String, _ paths: [String]) -> String? {
      if paths.isEmpty { return nil }
      let shown = paths.prefix(3).joined(separator: ", ")
      return "\(word) \(shown)" + (paths.count > 3 ? " and \(paths.count - 3) more" : "")
    }
    let parts = [changed == 0 ? nil : "\(changed) changed", list("adds", added), list("deletes", deleted)]
    let text = parts.compactMap { $0 }.joined(separator: "; ")
    return text.isEmpty ? "changes nothing" : text
  }
}

import Artifacts
import Documents
import Lint
import Overlays
import Project
import Regeneration
import Workspace

extension Spec {
  /// The folder of overlays, said or not.
  var overlayFolder: String { overridesFolder ?? "overrides" }
}

/// What a project generates, and from what.
struct GeneratedStack {
  let artifacts: [Artifact]
  /// Of everything that decides it: the spec, the environment, the project's packs and its overlays.
  let inputDigest: Digest
  /// What is to be said of its overlays besides.
  let notices: [Notice]
}

extension LoadedProject {
  /// The folder of overlays as a path that can be opened, and as the spec names it.
  var overlayFolder: (path: String, name: String) {
    let name = (reading.spec ?? Spec()).overlayFolder
    return (SpecSearch.folder(of: path) + name, name)
  }

  /// Everything that the stack generates, with the project's overlays laid over it.
  ///
  /// - Throws: a failure with every problem of the overlays, where they have errors.
  func generated(_ stack: Stack) throws(CommandFailure) -> GeneratedStack {
    let (overlays, unread) = overlays()
    let plain = try CommandFailure.translating { try StackArtifacts.generate(stack) }
    let idle = Notice.findings(EditableFiles.findings(plain, reading))
    let generated = EditableFiles.marked(plain, reading)
    guard !overlays.isEmpty || !unread.isEmpty else {
      return GeneratedStack(artifacts: generated, inputDigest: inputDigest, notices: [idle])
    }
    let (artifacts, problems) = try lay(overlays, over: generated, unread)
    let notices = [idle, .findings(problems)]
    guard !problems.hasErrors else {
      let end = "nothing is generated: the overlays under `\(overlayFolder.name)/` have errors"
      throw CommandFailure(nil, notices + [.text(end)])
    }
    return GeneratedStack(artifacts: artifacts, inputDigest: digest(with: overlays), notices: notices)
  }

  private func digest(with overlays: [Overlay]) -> Digest {
    if overlays.isEmpty { return inputDigest }
    var bytes = Array(inputDigest.hex.utf8)
    for overlay in overlays { bytes += Array("\0\(overlay.path)\0".utf8) + overlay.source.bytes }
    return Digest(of: bytes)
  }

  /// What is wrong with the overlays, and what the spec says of files that are not generated; nothing where the spec has errors, as
  /// then nothing can be generated.
  func overlayFindings() throws(CommandFailure) -> [Finding] {
    let (overlays, unread) = overlays()
    guard let stack, !overlays.isEmpty || reading.spec?.merge.isEmpty == false else { return unread }
    let generated = try CommandFailure.translating { try StackArtifacts.generate(stack) }
    let idle = EditableFiles.findings(generated, reading)
    return try overlays.isEmpty ? idle + unread : idle + lay(overlays, over: generated, unread).findings
  }

  private func lay(_ overlays: [Overlay], over generated: [Artifact], _ unread: [Finding]) throws(CommandFailure) -> (
    artifacts: [Artifact], findings: [Finding]
  ) {
    try CommandFailure.translating {
      var (artifacts, findings) = try overlays.applied(to: generated)
      findings = (findings + unread).compactMap(lintSettings.adjusted)
      // What could not be laid over as it was meant would be found wrong for that alone.
      if !findings.hasErrors { findings += try OverlaidStack.errors(artifacts, overlays, self) }
      return (artifacts, findings.sortedByPlace())
    }
  }

  /// The trees of the overlays, for questions about what they ask.
  func overlaySources() -> [(root: Node?, source: SourceFile)] {
    overlays().overlays.map { ($0.read().root, $0.source) }
  }

  /// The files in the folder of overlays, in the order of their paths, and what is no file there. A README beside them is for people.
  private func overlays() -> (overlays: [Overlay], findings: [Finding]) {
    let folder = overlayFolder
    let entries: [String: DiskEntry]?
    do {
      try Self.enclosure(of: path).check(folder.path)
      entries = try FolderContents.read(folder.path)
    } catch {
      let known = error as? WorkspaceError
      let message = "the overlays cannot be read: \(known?.message ?? "\(error)")"
      return ([], [UnreadableFile(path: folder.path, message: message, help: known?.help).finding])
    }
    // A folder that is named and not there is among the spec's findings.
    guard let entries else { return ([], []) }
    var overlays: [Overlay] = []
    var findings: [Finding] = []
    for (path, entry) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let name = "\(folder.path)/\(path)"
      switch entry {
      case .file(let bytes) where path != "README.md":
        overlays.append(
          Overlay(path: path, name: "\(folder.name)/\(path)", source: SourceFile(name: name, bytes: bytes)))
      case .obstacle(_, let obstacle):
        findings.append(
          Finding(
            OverlayFinding.path, "`\(path)` is \(obstacle.rawValue)",
            help: obstacle == .symbolicLink ? "links are not followed here: put the file itself in its place" : nil,
            in: SourceFile(name: name, bytes: []), at: 0..<0))
      case .file, .absent: break
      }
    }
    return (overlays, findings)
  }
}

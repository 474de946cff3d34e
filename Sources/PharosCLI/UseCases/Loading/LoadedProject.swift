import Documents
import Lint
import Project
import Regeneration
import Synchronization
import Targets
import Templates
import Workspace

/// A spec that was read with its packs and resolved.
package struct LoadedProject {
  /// Path of the spec as findings name it.
  let path: String
  let reading: SpecReading
  let packs: PackFiles
  /// Nil where the spec has errors.
  private(set) var stack: Stack?
  /// The same, and what could be resolved of a spec with errors where that has every metric that there is.
  private let measured: Stack?
  /// Whether that has every label of these metrics.
  let knowsLabels: Bool
  /// Without what its expressions ask for and nobody has.
  let findings: [Finding]
  /// Of everything that the project says: the spec, the environment and the target chosen, and its own packs.
  let inputDigest: Digest

  /// The process ends with its command: a tree that is held until then is never taken apart, which costs milliseconds.
  private static let held = Mutex<[LoadedProject]>([])

  init(_ choice: SpecChoice) throws(CommandFailure) {
    let (path, bytes) = try Self.read(choice.path)
    self.init(SourceFile(name: path, bytes: bytes), environment: choice.environment, target: choice.target)
    Self.held.withLock { [self] in $0.append(self) }
  }

  /// A spec that was read already.
  package init(_ source: SourceFile, environment: String? = nil, target: String? = nil) {
    path = source.name
    reading = Spec.read(source, environment: environment)
    let (own, unread) = Self.ownPacks(reading)
    let packs = own.isEmpty ? BuiltInPacks.files : BuiltInPacks.files.overlaid(with: own)
    self.packs = packs
    inputDigest = Self.digest(source, [environment, target.map { "target \($0)" }], own)
    let resolution = Resolver.resolution(of: reading, packs: packs, targets: Targets.all, chosen: target)
    var findings = resolution.findings
    if let unread {
      // Which packs there are is not known then.
      findings = findings.filter { $0.kind as? SpecFinding != .unknownPack } + [unread]
    }
    stack = unread == nil ? resolution.stack : nil
    measured = unread == nil && resolution.knowsMetrics ? resolution.draft : nil
    knowsLabels = resolution.knowsLabels
    findings += Self.missingOverrides(reading).map { [$0] } ?? []
    let section = reading.spec?.lint
    self.findings = findings + (section.map { LintSettings.read($0, in: source).findings } ?? [])
  }

  /// Everything that is wrong with the spec, by its place.
  package func allFindings() throws(CommandFailure) -> [Finding] {
    let unknown = try SpecExpressions.findings(self).filter { finding in
      // What is known to be missing is reported with its reason.
      !findings.contains { $0.rule == SpecFinding.missingMetric.rawValue && $0.range == finding.range }
    }
    return (findings + unknown).sortedByPlace()
  }

  /// What the spec says of rules.
  var lintSettings: LintSettings {
    reading.spec?.lint.map { LintSettings.read($0, in: reading.source).settings } ?? LintSettings()
  }

  /// The project with the stack that expressions are held against; nil where it is not known which metrics there are.
  var forExpressions: LoadedProject? {
    guard let measured else { return nil }
    var project = self
    project.stack = measured
    return project
  }

  /// The spec's own digest where there is nothing else.
  private static func digest(_ spec: SourceFile, _ choices: [String?], _ packs: [String: SourceFile]) -> Digest {
    var bytes = spec.bytes
    for choice in choices.compactMap({ $0 }) { bytes += Array("\0\(choice)".utf8) }
    for (path, file) in packs.sorted(by: { $0.key < $1.key }) { bytes += Array("\0\(path)\0".utf8) + file.bytes }
    return Digest(of: bytes)
  }

  private static func read(_ spec: String?) throws(CommandFailure) -> (path: String, bytes: [UInt8]) {
    try CommandFailure.translating {
      if spec == "-" { return (SpecSearch.name, try TextFile.readStandardInput()) }
      guard let path = spec ?? SpecSearch.nearest() else {
        throw CommandFailure(
          "there is no pharos.yml here or in any folder above",
          help: "name the spec, or write one with `pharos init`")
      }
      return (path, try TextFile.read(path))
    }
  }

  private static func missingOverrides(_ reading: SpecReading) -> Finding? {
    guard let folder = reading.spec?.overridesFolder else { return nil }
    let path = SpecSearch.folder(of: reading.source.name) + folder
    guard !SpecSearch.exists(path) else { return nil }
    return Finding(
      SpecFinding.overridesFolder, "no such folder: `\(path)`", help: "make it, or remove the key", in: reading.source,
      at: reading.range(of: ["overrides_dir"]))
  }

  /// What the project consists of: a pull request must not bring in a link to what lies elsewhere on the machine that builds it.
  static func enclosure(of spec: String) -> Enclosure { Enclosure(projectOf: SpecSearch.folder(of: spec)) }

  /// The project's own packs, by path below their folder; or why they cannot be read.
  private static func ownPacks(_ reading: SpecReading) -> ([String: SourceFile], Finding?) {
    guard let folder = reading.spec?.packsFolder else { return ([:], nil) }
    let root = SpecSearch.folder(of: reading.source.name) + folder
    let enclosure = enclosure(of: reading.source.name)
    do {
      var files: [String: SourceFile] = [:]
      let paths = try FolderListing.files(under: root, onLink: FolderListing.refuse)
      for path in paths where path.hasSuffix(".yml") || path.hasSuffix(".md") {
        try enclosure.check(path)
        files[String(path.dropFirst(root.count + 1))] = SourceFile(name: path, bytes: try TextFile.read(path))
      }
      return (files, nil)
    } catch {
      let known = error as? WorkspaceError
      return (
        [:],
        Finding(
          SpecFinding.packsFolder, "the packs under `\(root)` cannot be read: \(known?.message ?? "\(error)")",
          help: SpecSearch.exists(root) ? known?.help : "make the folder, or remove the key", in: reading.source,
          at: reading.range(of: ["packs_dir"]))
      )
    }
  }
}

/// The packs and runbooks that pharos brings.
package enum BuiltInPacks {
  package static var files: PackFiles {
    let prefix = "templates/packs/"
    var files: [String: SourceFile] = [:]
    for path in Templates.paths(under: prefix) {
      files[String(path.dropFirst(prefix.count))] = SourceFile(
        name: path, bytes: Templates.contents(path) ?? [], archive: Templates.tree(path))
    }
    return PackFiles(
      files: files, sharedRunbooks: byName("runbooks/"),
      instrumentation: byPath("templates/instrumentation/"))
  }

  private static func byName(_ folder: String) -> [String: SourceFile] {
    var files: [String: SourceFile] = [:]
    for path in Templates.paths(under: folder) where path.hasSuffix(".md") {
      files[String(path.dropFirst(folder.count).dropLast(3))] = SourceFile(
        name: path, bytes: Templates.contents(path) ?? [])
    }
    return files
  }

  private static func byPath(_ folder: String) -> [String: SourceFile] {
    var files: [String: SourceFile] = [:]
    for path in Templates.paths(under: folder) {
      files[String(path.dropFirst("templates/".count))] = SourceFile(name: path, bytes: Templates.contents(path) ?? [])
    }
    return files
  }
}

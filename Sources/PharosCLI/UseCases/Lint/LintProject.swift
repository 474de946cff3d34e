import Documents
import Lint
import Project
import Synchronization
import Workspace

/// What is known of the project that some files belong to: its spec, and how it wants to be linted.
struct LintProject {
  static let settingsName = ".pharos.yml"

  private let specs: [LoadedProject]
  private let settings: LintSettings
  private let linter: Linter
  /// What is wrong with the settings.
  private let findings: [Finding]
  /// What is to be said of the specs.
  let notices: [Notice]

  /// - Parameters:
  ///   - specs: paths of specs; where none is named, one among the files or in the nearest folder above them.
  ///   - configuration: path of the settings; where none is named, the spec's `lint:`, or `.pharos.yml` in the nearest folder.
  /// - Throws: when what was named cannot be read.
  init(_ files: LintFiles, specs named: [String], configuration: String?) throws(CommandFailure) {
    let paths = named.isEmpty ? Self.nearest(SpecSearch.name, to: files).map { [$0] } ?? [] : named
    var specs: [LoadedProject] = []
    for path in paths {
      switch files.read(path) {
      case .success(let source): specs.append(LoadedProject(source))
      case .failure(let error):
        // What was only looked for is reported where it is among the files.
        if !named.isEmpty { throw CommandFailure(error) }
      }
    }
    try self.init(files, specs, configuration: configuration)
  }

  /// - Parameter specs: as they were read.
  init(_ files: LintFiles, _ specs: [LoadedProject], configuration: String? = nil, rules: [Rule] = Rule.all)
    throws(CommandFailure)
  {
    self.specs = specs
    notices = specs.filter { $0.stack == nil }.map {
      .text("\($0.path) has errors, so the files are linted without it: see `pharos validate`")
    }
    let (settings, path, problems) = try Self.settings(specs, files, configuration)
    self.settings = settings.standing(in: path.map(SpecSearch.folder) ?? ".")
    let (known, unread) = Self.knownMetrics(self.settings, beside: path ?? "", files)
    findings = problems + unread
    linter = Linter(
      rules: rules, settings: self.settings,
      knowledge: Knowledge(
        stack: specs.lazy.compactMap(\.stack).first,
        lintsSpec: specs.first { $0.stack != nil }.map { spec in files.inputs.contains { $0.path == spec.path } }
          ?? false,
        knownMetrics: known, packs: specs.first?.packs,
        exists: SpecSearch.exists, isIgnored: IgnoredFiles.contain, today: Today.date,
        prometheus: settings.prometheus,
        features: settings.features))
  }

  /// The settings, where they stand, and what is wrong with them.
  private static func settings(_ specs: [LoadedProject], _ files: LintFiles, _ configuration: String?)
    throws(CommandFailure) -> (
      LintSettings, path: String?, [Finding]
    )
  {
    if configuration == nil, let reading = specs.first?.reading, let section = reading.spec?.lint {
      // What is wrong in it is among the spec's own findings.
      return (LintSettings.read(section, in: reading.source).settings, reading.source.name, [])
    }
    guard let path = configuration ?? nearest(settingsName, to: files) else { return (LintSettings(), nil, []) }
    switch files.read(path) {
    case .success(let source):
      let (settings, findings) = LintSettings.read(source)
      return (settings, path, findings)
    case .failure(let error): throw CommandFailure(error)
    }
  }

  private static func knownMetrics(_ settings: LintSettings, beside path: String, _ files: LintFiles) -> (
    KnownMetrics, unread: [Finding]
  ) {
    var known = KnownMetrics(settings.knownMetrics)
    var unread: [Finding] = []
    for name in settings.knownMetricFiles {
      switch files.read(SpecSearch.folder(of: path) + name) {
      case .success(let source): known.add(source)
      case .failure(let error): unread.append(error.finding)
      }
    }
    return (known, unread)
  }

  /// A file of this name in the folder that is linted, or in the nearest one above it. A spec may also lie below, where it is the only
  /// one; settings that lie below are not for the whole.
  private static func nearest(_ name: String, to files: LintFiles) -> String? {
    let paths = files.inputs.map(\.path).filter { $0 == name || $0.hasSuffix("/" + name) }
    if let path = paths.first(where: { SpecSearch.folder(of: $0) == files.folderPath }) { return path }
    if let path = SpecSearch.nearest(name, above: files.folder) { return path }
    return name == SpecSearch.name && paths.count == 1 ? paths.first : nil
  }

  /// - Parameter watch: called for each file that is done, from several threads: how many are, and of how many.
  func lint(_ files: LintFiles, _ watch: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil) -> Linter.Report {
    let (specs, settings) = (specs, settings)
    let overlays = LintOverlays(specs, among: files.inputs)
    let wanted = files.inputs.filter { !settings.isIgnored($0.path) }
    let inputs = wanted.filter { !overlays.paths.contains($0.path) }
    let total = inputs.count
    let done = Mutex(0)
    var report = linter.lint(
      inputs,
      Linter.Access(
        read: { files.read($0) },
        validate: { source in
          if let known = specs.first(where: { $0.path == source.name }) {
            // The rules that hold expressions against the stack have none where the spec has errors.
            return known.findings + (known.stack == nil ? (try? SpecExpressions.findings(known)) ?? [] : [])
          }
          return LoadedProject(source).findings
        },
        advance: {
          guard let watch else { return }
          done.withLock { done in
            done += 1
            watch(done, total)
          }
        }))
    report.files += overlays.paths.count
    report.ignored = files.inputs.count - wanted.count
    let templates = files.templates.filter { !settings.isIgnored($0.path) }
    report.templates += templates.count
    report.unlinted += templates.filter(\.isNamed).map { .init(path: $0.path, why: "a source of a Helm chart") }
    report.findings = (files.findings + findings + overlays.findings.compactMap(settings.adjusted) + report.findings)
      .sortedByPlace()
    return report
  }
}

extension LintSettings {
  /// The same settings, whose patterns are about what is below a folder.
  fileprivate func standing(in folder: String) -> LintSettings {
    var copy = self
    copy.place = SettingsPlace(working: SpecSearch.workingFolder, folder: folder)
    return copy
  }
}

import Documents

/// The files that packs are read from: the built-in ones, with a project's own laid over them.
package struct PackFiles: Sendable {
  /// Contents by path below the packs' folder, `redis/pack.yml`, and a name for findings.
  package var files: [String: SourceFile]
  /// Runbooks that any pack may refer to, by name.
  package var sharedRunbooks: [String: SourceFile]
  /// Text templates of the instrumentation, by path below `templates/`.
  package var instrumentation: [String: SourceFile]
  private var own: Set<String> = []

  package init(
    files: [String: SourceFile], sharedRunbooks: [String: SourceFile], instrumentation: [String: SourceFile] = [:]
  ) {
    self.files = files
    self.sharedRunbooks = sharedRunbooks
    self.instrumentation = instrumentation
  }

  /// Whether a file of the pack is the project's own; built-in packs are checked by pharos's tests.
  private func isOwn(_ name: String) -> Bool { own.contains { $0.hasPrefix("\(name)/") } }

  /// Everything that is wrong in a pack.
  package func check(_ name: String) -> [Finding] {
    let (pack, findings) = read(name)
    return findings + (pack.map { PackChecks.run($0, in: self, besides: findings) } ?? [])
  }

  /// These files with a project's own on top: the same path replaces, any other adds.
  package func overlaid(with own: [String: SourceFile]) -> PackFiles {
    var result = self
    result.files.merge(own) { _, new in new }
    result.own.formUnion(own.keys)
    return result
  }

  package var packNames: [String] {
    Set(files.keys.compactMap { path in path.hasSuffix("/pack.yml") ? String(path.prefix { $0 != "/" }) : nil })
      .sorted()
  }

  /// Names of packs that are applied without being asked for; few of all need to be read to know them.
  var applied: [String] {
    packNames.filter { name in
      files["\(name)/pack.yml"]?.bytes.withUnsafeBufferPointer { $0.offset(of: "\napplies_to:") != nil } ?? false
    }
  }

  /// What a pack says of itself, without its rules and rows; nil where there is none of that name or it cannot be read.
  package func identity(_ name: String) -> Pack? {
    var findings: [Finding] = []
    return files["\(name)/pack.yml"].flatMap { Self.decode(Pack.section, $0, &findings) }
  }

  /// Reads one pack; nil where there is none of that name or it cannot be read.
  package func read(_ name: String) -> (pack: Pack?, findings: [Finding]) {
    guard let source = files["\(name)/pack.yml"] else { return (nil, []) }
    var findings: [Finding] = []
    guard var pack = Self.decode(Pack.section, source, &findings) else { return (nil, findings) }
    if !pack.name.isEmpty, pack.name != name {
      findings.append(
        Finding(
          PackFinding.name, "the pack in the folder `\(name)` calls itself `\(pack.name)`",
          help: "write `name: \(name)`",
          in: source, at: 0..<0))
    }
    if let source = files["\(name)/rules.yml"], let rules = Self.decode(PackRules.section, source, &findings) {
      pack.records = rules.records
      pack.alerts = rules.alerts
      pack.inferCarries()
    }
    if let source = files["\(name)/dashboards.yml"],
      let dashboards = Self.decode(PackDashboards.section, source, &findings)
    {
      pack.rows = dashboards.rows
    }
    let names = "\(name)/names/"
    let presets = files.keys.filter { $0.hasPrefix(names) && $0.hasSuffix(".yml") }
    for preset in presets.map({ $0.dropFirst(names.count).dropLast(4) }).sorted() {
      guard let source = files["\(names)\(preset).yml"] else { continue }
      pack.presets[String(preset)] = Self.decode(NamePreset.section, source, &findings)
    }
    let prefix = "\(name)/runbooks/"
    for path in files.keys.filter({ $0.hasPrefix(prefix) && $0.hasSuffix(".md") }).sorted() {
      pack.runbooks[String(path.dropFirst(prefix.count).dropLast(3))] = files[path]
    }
    if isOwn(name) { findings += PackChecks.run(pack, in: self, besides: findings) }
    return (pack, findings)
  }

  /// The alerts of a pack, whatever else is wrong with it.
  func readAlerts(_ name: String) -> OrderedMap<PackAlert> {
    var findings: [Finding] = []
    return files["\(name)/rules.yml"].flatMap { Self.decode(PackRules.section, $0, &findings)?.alerts } ?? [:]
  }

  private static func decode<Value>(_ section: Section<Value>, _ source: SourceFile, _ findings: inout [Finding])
    -> Value?
  {
    let (root, problems) = YAMLDocuments.readSingle(source)
    var decoding = Decoding(source: source, family: PackFinding.self)
    defer { findings += problems + decoding.findings }
    return root.flatMap { section.decode($0, &decoding) }
  }
}

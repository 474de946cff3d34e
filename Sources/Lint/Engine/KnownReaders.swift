import Documents
import Formats

/// Which files of a project somebody is known to read as what they look like.
///
/// The content of a file tells what it may be, not whether anybody uses it so. That shows where somebody gives its name to lint, where it is
/// called as its program calls it, where a configuration names it or Compose mounts it, and where it lies in Grafana's folder of provisioning.
/// Resources of Kubernetes say themselves who reads them, and so does a spec in reach.
struct KnownReaders {
  /// A file, or a text that it holds.
  struct Part: Sendable {
    /// Nil where it is broken and nothing shows what it was meant to be.
    let kind: FileKind?
    /// What it is called: of a text, by what holds it.
    let name: String
    /// Whether what holds it says what it is.
    let isDeclared: Bool
    /// The bytes of the file that it stands in.
    let range: Range<Int>
    /// Nothing is there, so that the name is all that there is.
    var isEmpty = false

    /// What a file is made of.
    static func all(of reading: Reading, in source: SourceFile) -> [Part] {
      if case .broken = reading.outcome {
        // YAML that nobody can read is refused by whoever tries; what calls itself JSON may be Jsonnet.
        let kind = reading.brokenKind
        return [Part(kind: kind, name: source.name, isDeclared: kind != .dashboard, range: source.rangeInFile)]
      }
      return reading.documents.map { document in
        Part(
          kind: document.kind, name: document.heldName ?? source.name, isDeclared: document.isDeclared,
          range: document.source.rangeInFile, isEmpty: document.kind != .exposition && document.roots.isEmpty)
      }
    }
  }

  private let hasSpec: Bool
  private let parts: [String: [Part]]
  /// What rule files, templates, targets and parts of configurations are called where one names them.
  private let named: PathPatterns
  private let mounted: Set<String>
  private let dashboards: ProvisionedDashboards

  /// - Parameters:
  ///   - hasSpec: the files belong to a spec.
  ///   - parts: what each file is made of, by its name.
  init(hasSpec: Bool, parts: [String: [Part]], _ facts: some Sequence<ProjectFacts>) {
    (self.hasSpec, self.parts) = (hasSpec, parts)
    var together = ProjectFacts()
    for fact in facts {
      together.configuration.prometheus += fact.configuration.prometheus
      together.configuration.compose += fact.configuration.compose
      together.grafana.providers += fact.grafana.providers
      together.alerting.files += fact.alerting.files
    }
    together.configuration.prepareCompose()
    let configuration = together.configuration
    let paths =
      [\PrometheusFact.ruleFiles, \.targetFiles, \.scrapeConfigFiles].flatMap { key in
        configuration.named { $0[keyPath: key] }.map(\.path)
      } + together.alerting.files.flatMap(TemplateFiles.patterns)
    named = PathPatterns(paths.map { PathPattern("/" + $0) })
    mounted = Set(configuration.compose.flatMap(Self.mounted))
    dashboards = ProvisionedDashboards(together)
  }

  /// What a Compose file gives to programs that read files of ours.
  private static func mounted(in file: ComposeFact) -> [String] {
    file.services.filter(\.readsConfigurations).flatMap { service in
      service.mounts.filter(\.isBind).map { ProjectPath.resolved($0.source, beside: file.source.name) }
    }
  }

  /// Whether somebody is known to read a part of a file.
  func read(_ range: Range<Int>, of file: SourceFile) -> Bool {
    if hasSpec || file.given == file.name { return true }
    // In a text that a resource holds, what is said is said of the text.
    let around = (parts[file.name] ?? []).filter { $0.range.contains(range.lowerBound) }
    guard let part = around.min(by: { $0.range.count < $1.range.count }) else { return true }
    guard !part.isDeclared, let kind = part.kind, !Self.own.contains(kind) else { return true }
    return !part.isEmpty && Self.isCalled(part.name, as: kind) || isPlaced(file)
  }

  /// Whether a name is the one that the program looks for, or one by which nobody else's files go, or rules lie in a folder of rules.
  /// `alertmanager-overlay.yml` may be anything.
  private static func isCalled(_ name: String, as kind: FileKind) -> Bool {
    if FileKind(name: name) == kind, FileKind.isOurs(name) || kind == .rules { return true }
    let folder = name.utf8.split(separator: UInt8(ascii: "/")).dropLast().last
    return kind == .rules && folder.map(Words.of)?.contains { $0 == "rules" || $0 == "alerts" } == true
  }

  /// Kinds that nobody else has.
  private static let own: Set<FileKind> = [.spec, .pack, .settings, .ruleTests, .kubernetes, .markdown]

  private func isPlaced(_ file: SourceFile) -> Bool {
    let path = ProjectPath.normalized(file.name)
    if !named.indices(matching: path).isEmpty || dashboards.contains(file) { return true }
    let folders = path.split(separator: "/").dropLast()
    if folders.contains("provisioning") { return true }
    return !mounted.isEmpty
      && sequence(first: path) { $0.isEmpty ? nil : ProjectPath.folder($0) }
        .contains { !$0.isEmpty && mounted.contains($0) }
  }
}

extension ComposeServiceFact {
  /// Whether the program of its image reads rules, routes or dashboards.
  fileprivate var readsConfigurations: Bool {
    let name = ImageReference(image).shortName
    return isPrometheus || ["prometheus", "alertmanager", "grafana"].contains { name.hasPrefix($0) }
  }
}

import Documents
import Exposition
import Formats

/// A file as it comes, found out what it is.
struct Reading {
  /// What becomes of a file.
  enum Outcome {
    /// It is one of ours and is linted.
    case linted
    /// It is one of ours, and so broken that nothing but that is said of it.
    case broken
    /// Something fills it in before anybody reads it.
    case template(TemplateSource)
    /// None of ours; with whose it is, where that shows.
    case foreign(String?)
  }

  private(set) var outcome = Outcome.foreign(nil)
  /// The file, and what it holds as text: the files in a ConfigMap.
  private(set) var documents: [Document] = []
  private(set) var findings: [Finding] = []
  /// What a broken file was meant to be.
  private(set) var brokenKind: FileKind?
  /// What the settings say of the file's rules.
  private let dialect: Dialect?
  private let isNamed: Bool
  /// What it is if it cannot be parsed, as somebody says.
  private let expected: FileKind?
  /// What its reader takes it for, whatever stands in it.
  private let required: FileKind?
  /// Whether nothing fills in variables before it is read.
  private let isReadAsItIs: Bool

  /// - Parameters:
  ///   - isNamed: somebody named the file itself, so that it is read even where little speaks for it.
  ///   - name: what the file is called, where that is not the name of the source.
  ///   - expected: what whoever holds the file says that it is.
  ///   - required: what its reader takes it for, whatever stands in it.
  ///   - isReadAsItIs: nothing fills in variables before that.
  init(
    _ source: SourceFile, isNamed: Bool, dialect: Dialect? = nil, as name: String? = nil, expected: FileKind? = nil,
    required: FileKind? = nil, isReadAsItIs: Bool = false
  ) {
    self.isReadAsItIs = isReadAsItIs
    self.dialect = dialect
    self.isNamed = isNamed
    let expected = expected ?? required
    self.expected = expected
    self.required = required
    let name = name ?? source.name
    if name.hasSuffix(".md") || name.hasSuffix(".markdown") {
      accept(Document(source: source, kind: .markdown, roots: []))
      return
    }
    if name.hasSuffix(".tmpl"), TemplateSource(name: name) == nil {
      // Whose templates they are no text says for certain, but a configuration of Alertmanager that names them or lies beside them.
      if required == .notificationTemplates || isNamed && Self.mentionsNotifications(source) {
        accept(Document(source: source, kind: .notificationTemplates, roots: []))
      }
      return
    }
    if let template = TemplateSource(name: name) {
      outcome = .template(template)
      return
    }
    if let kind = FileKind(empty: source, name: name) {
      accept(Document(source: source, kind: kind, roots: []))
      return
    }
    let glance = source.bytes.withUnsafeBufferPointer { FileGlance($0) }
    let isJSON = JSONDocument.begins(source.bytes) && !Self.isYAML(name)
    if !glance.isPromising {
      if !isJSON, Self.isExposition(source, name, isNamed: isNamed) {
        accept(Document(source: source, kind: .exposition, roots: []))
        return
      }
      guard isNamed || expected != nil || FileKind(name: name) != nil else { return }
    }
    // Scripts of tests hold files of others.
    if name.hasSuffix(".txt"), !isNamed, expected == nil { return }
    if isJSON || expected == .dashboard { readJSON(source, name, glance) } else { readYAML(source, name, glance) }
  }

  private static func mentionsNotifications(_ source: SourceFile) -> Bool {
    source.bytes.withUnsafeBufferPointer { bytes in
      ([".Alerts", ".CommonLabels", ".CommonAnnotations", ".GroupLabels"] as [StaticString]).contains {
        bytes.offset(of: $0, from: 0) != nil
      }
    }
  }

  private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yml") || name.hasSuffix(".yaml") }

  /// In a folder, a line of prose in a text file could be a sample, and a file that calls itself YAML or JSON is none.
  private static func isExposition(_ source: SourceFile, _ name: String, isNamed: Bool) -> Bool {
    guard !isYAML(name), !name.hasSuffix(".json"), !name.hasSuffix(".rules") else { return false }
    if !isNamed, source.purpose.isOfManual { return false }
    let mayBeginWithSample = isNamed || !name.hasSuffix(".txt")
    return source.bytes.withUnsafeBufferPointer {
      ExpositionFormat.looksLikeExposition(
        $0, beginningWithSamples: mayBeginWithSample,
        isCalledSo: [".prom", ".metrics", ".om"].contains { name.hasSuffix($0) })
    }
  }

  private mutating func accept(_ document: Document) {
    documents.append(document)
    outcome = .linted
  }

  private mutating func refuse(_ findings: [Finding], as kind: FileKind? = nil) {
    self.findings = findings
    brokenKind = kind
    outcome = .broken
  }

  private mutating func readYAML(_ source: SourceFile, _ name: String, _ glance: FileGlance) {
    var read = YAMLDocuments.read(source, limits: ReadingLimits(size: source.bytes.count))
    let kind =
      dialect == .grafana && read.roots.contains(where: ProvisionedAlerts.areIn)
      ? .grafanaAlerts : FileKind(roots: read.roots, name: name, isNamed: isNamed) ?? required
    // Compose's own tags say how files are merged.
    if kind == .compose { read.findings.removeAll(where: \.isAboutMergeTag) }
    let isWhole = !read.findings.contains(where: Self.isFatal)
    if read.findings.contains(where: { Self.isAction($0, in: source.bytes) }) {
      outcome = .template(.go)
      return
    }
    let likely = kind ?? glance.likelyKind ?? FileKind(name: name)
    if let template = template(source, kind: likely, isWhole: isWhole, roots: read.roots) {
      outcome = .template(template)
    } else if let kind, isWhole {
      findings = read.findings
      accept(Document(source: source, kind: kind, roots: read.roots, dialect: dialect))
      if kind == .kubernetes { readHeldFiles(read.roots, source, besides: findings) }
    } else if !isWhole {
      let isOurs = glance.likelyKind != nil || FileKind.isOurs(name) || required != nil
      guard isOurs || kind != nil else {
        outcome = .foreign(Self.whyUnread(read.findings.filter(Self.isFatal), "YAML"))
        return
      }
      let template = TemplateSource(broken: source.bytes) { bytes in
        !YAMLDocuments.read(SourceFile(name: name, bytes: bytes)).findings.contains(where: Self.isFatal)
      }
      if let template { outcome = .template(template) } else { refuse(read.findings, as: likely) }
    } else {
      readHeldFiles(read.roots, source, besides: read.findings)
      if case .foreign = outcome { explain(read.roots, source, name) }
    }
  }

  /// Whether a finding is about `{{ .Name }}` without quotes, which YAML takes for a mapping that is a key. `{{ .Labels.job }}` is of
  /// Prometheus: somebody forgot its quotes.
  private static func isAction(_ finding: Finding, in bytes: [UInt8]) -> Bool {
    let start = finding.range.lowerBound, open = UInt8(ascii: "{")
    guard finding.kind as? YAMLFinding == .key, start > 0, start < bytes.count, bytes[start] == open,
      bytes[start - 1] == open
    else { return false }
    let action = bytes[(start + 1)...].drop { $0 == UInt8(ascii: " ") }
    let own: [StaticString] = [".Labels", ".Value", ".ExternalLabels", ".ExternalURL"]
    return action.first == UInt8(ascii: ".")
      && !own.contains { name in name.withUTF8Buffer { action.starts(with: $0) } }
  }

  private static func whyUnread(_ findings: [Finding], _ format: String) -> String? {
    findings.first.map { "no \(format) that can be read (line \($0.start.line): \($0.message))" }
  }

  /// What a reader stops at, so that the rest of the file is not there.
  private static func isFatal(_ finding: Finding) -> Bool {
    guard let kind = finding.kind as? YAMLFinding else { return false }
    return [.syntax, .tab, .encoding, .tooDeep, .tooManyNodes, .tooLarge].contains(kind)
  }

  /// Only of what would be ours otherwise: of other files nobody asks.
  private func template(_ source: SourceFile, kind: FileKind?, isWhole: Bool, roots: [Node]) -> TemplateSource? {
    guard let kind else { return nil }
    let marked = source.bytes.withUnsafeBufferPointer { TemplateSource(marksIn: $0, of: kind, isWhole: isWhole) }
    return marked
      ?? (isWhole && !isReadAsItIs ? roots.lazy.compactMap { TemplateSource(valuesIn: $0, of: kind) }.first : nil)
  }

  private mutating func readJSON(_ source: SourceFile, _ name: String, _ glance: FileGlance) {
    let read = JSONDocument.read(source, limits: ReadingLimits(size: source.bytes.count))
    let roots = read.root.map { [$0] } ?? []
    let kind = FileKind(roots: roots, name: name) ?? required
    let likely = kind ?? expected ?? glance.likelyKind
    guard let likely else {
      guard read.isComplete else {
        outcome = .foreign(Self.whyUnread(read.findings, "JSON"))
        return
      }
      readHeldFiles(roots, source, besides: read.findings)
      if case .foreign = outcome { explain(roots, source, name) }
      return
    }
    if let template = template(source, kind: likely, isWhole: read.isComplete, roots: roots) {
      outcome = .template(template)
    } else if let kind, read.isComplete {
      findings = read.findings
      accept(Document(source: source, kind: kind, roots: roots, dialect: dialect))
      if kind == .kubernetes { readHeldFiles(roots, source, besides: findings) }
    } else if !read.isComplete {
      let template = TemplateSource(broken: source.bytes) {
        JSONDocument.read(SourceFile(name: name, bytes: $0)).isComplete
      }
      // What a broken file lacks may stand behind the mistake: nothing else is said of it.
      if let template { outcome = .template(template) } else { refuse(read.findings, as: likely) }
    }
  }

  /// The files that stand as text in ConfigMaps and the like. A map in which none is ours is none of ours.
  ///
  /// - Parameter outer: what is wrong with the resources as YAML or JSON.
  private mutating func readHeldFiles(_ roots: [Node], _ source: SourceFile, besides outer: [Finding]) {
    for file in HeldFile.all(in: roots) {
      guard let text = file.source(in: source) else {
        if file.isEncoded, FileKind.isOurs(file.name) {
          findings.append(
            Finding(
              Rule.resourceFormat, "the `data` of a Secret are in base64, and `\(file.name)` is not",
              help: "write it under `stringData:` as it is", in: source, at: file.node.range))
        }
        continue
      }
      let reading = Reading(text, isNamed: false, dialect: dialect, as: file.name, expected: file.kind)
      switch reading.outcome {
      case .foreign: continue
      case .template(let template): if documents.isEmpty { outcome = .template(template) }
      case .linted, .broken:
        // Prose and pages of metrics are kept in maps for other reasons.
        let kinds = reading.documents.map(\.kind)
        if kinds.contains(.markdown) || kinds.contains(.exposition) || kinds.contains(.compose) { continue }
        if documents.isEmpty {
          self.findings = outer
          accept(Document(source: source, kind: .kubernetes, roots: roots, dialect: dialect))
        }
        documents += reading.documents.map { $0.held(as: file) }
        findings += reading.findings
      }
    }
  }

  /// What a file is that is none of ours, or what was misspelt in it.
  private mutating func explain(_ roots: [Node], _ source: SourceFile, _ name: String) {
    if let misspelt = MisspeltKeys(roots: roots, name: name) {
      refuse(
        misspelt.keys.map { key, meant in
          Finding(
            FileFinding.misspeltKey, "unknown key `\(key.text ?? "")`; did you mean `\(meant)`?",
            help: "write `\(meant):`; as it stands, nothing reads the file as \(misspelt.kind.description)", in: source,
            at: key.range)
        })
      return
    }
    if let root = roots.first, isNamed || FileKind(name: name) == .rules, FileKind.hasMisplacedRules(root) {
      refuse([
        Finding(
          Rule.ruleFileFormat, "Prometheus finds no rules here: a rule file is a mapping with a list under `groups:`",
          help: "write `groups:` with a list of groups, each with `name:` and `rules:`", in: source,
          at: root.mapping?.first?.key.range ?? root.range.lowerBound..<root.range.lowerBound + 1)
      ])
      return
    }
    if let root = roots.first, let kind = root["kind"], root["apiVersion"] == nil, root["spec"] != nil,
      OperatorShape.allKinds.contains(kind.text ?? "")
    {
      refuse([
        Finding(
          Rule.resourceFormat, "a \(kind.text ?? "") needs an `apiVersion`",
          help: "add `apiVersion: monitoring.coreos.com/v1`", in: source, at: kind.range)
      ])
      return
    }
    let kinds = KubernetesResource.all(in: roots).map(\.kind).uniqued()
    outcome = .foreign(
      roots.first.flatMap { ForeignTool($0)?.file }
        ?? (kinds.isEmpty ? nil : "a Kubernetes manifest of \(kinds.prefix(3).joined(separator: ", "))"))
  }
}

extension FileKind {
  /// As messages name such a file.
  var description: String {
    switch self {
    case .spec: "a pharos spec"
    case .pack: "a pack"
    case .settings: "settings of lint"
    case .rules: "a rule file"
    case .ruleTests: "tests of rules"
    case .prometheus: "a configuration of Prometheus"
    case .targets: "a file of targets"
    case .alertmanager: "a configuration of Alertmanager"
    case .notificationTemplates: "templates of notifications"
    case .kubernetes: "resources of Kubernetes"
    case .dashboard: "a dashboard"
    case .grafanaProvisioning: "provisioning of Grafana"
    case .grafanaAlerts: "provisioned alerts of Grafana"
    case .compose: "a Compose file"
    case .exposition: "an exposition"
    case .markdown: "a Markdown file"
    }
  }
}

import Documents
import Formats

/// Lints files as one project: each file by itself, then what they say of each other.
package struct Linter: Sendable {
  let rules: [Rule]
  let settings: LintSettings
  let knowledge: Knowledge
  /// The rules that are on in every file that no settings are for.
  private let active: [ActiveRule]
  /// What the settings add to the catalogue.
  private let policies: [RuleCatalog.Entry]
  /// Everything that comments may name, by each of its names.
  private var catalogue: [String: [RuleCatalog.Entry]] {
    (RuleCatalog.all + policies).reduce(into: [:]) { named, entry in
      for name in Suppression.names(covering: entry.id) { named[name, default: []].append(entry) }
    }
  }

  package init(rules: [Rule] = Rule.all, settings: LintSettings = LintSettings(), knowledge: Knowledge) {
    let policies = settings.policies.map { $0.rule(settings.place) }
    let rules = rules + policies
    self.rules = rules
    self.settings = settings
    self.knowledge = knowledge
    self.policies = policies.map { RuleCatalog.Entry($0) }
    active = Self.active(rules, in: "", settings, knowledge)
  }

  /// A file to be linted.
  package struct Input: Sendable {
    package var path: String
    /// Somebody named the file itself, not a folder above it.
    package var isNamed: Bool
    /// Nobody asked about the file: it is read for what it says of those that somebody did ask about.
    package var isContext: Bool
    /// The folder that somebody named, where it lies in one.
    package var root: String

    package init(_ path: String, isNamed: Bool = true, isContext: Bool = false, root: String = "") {
      self.path = path
      self.root = root
      self.isNamed = isNamed
      self.isContext = isContext
    }
  }

  /// What linting found.
  package struct Report: Sendable {
    /// Sorted by place.
    package var findings: [Finding]
    /// How many of the files were recognised, and so linted.
    package var files: Int
    /// Files that were named and not linted.
    package var unlinted: [Unlinted] = []
    /// How many files are templates that something fills in first.
    package var templates = 0
    /// How many files the settings leave out.
    package var ignored = 0
  }

  /// A named file that was not linted.
  package struct Unlinted: Sendable {
    package var path = ""
    /// What it is instead: "a configuration of Promtail".
    package let why: String
    /// It is one of ours, and its findings tell what is wrong.
    package var isBroken = false

    package init(path: String = "", why: String, isBroken: Bool = false) {
      (self.path, self.why, self.isBroken) = (path, why, isBroken)
    }
  }

  /// Where files come from and who follows the work; the functions are called from several threads.
  package struct Access: Sendable {
    /// The contents of a file, or the finding that tells why there are none.
    let read: @Sendable (String) -> Result<SourceFile, UnreadableFile>
    /// Everything that keeps a spec from being resolved; nil where nobody resolves it.
    let validate: (@Sendable (SourceFile) -> [Finding])?
    /// Told whenever a file is done.
    let advance: @Sendable () -> Void

    package init(
      read: @escaping @Sendable (String) -> Result<SourceFile, UnreadableFile>,
      validate: (@Sendable (SourceFile) -> [Finding])? = nil,
      advance: @escaping @Sendable () -> Void = {}
    ) {
      self.read = read
      self.validate = validate
      self.advance = advance
    }
  }

  /// - Parameter inputs: the files, in the order in which they count as one project; each is read, linted and let go on its own.
  package func lint(_ inputs: [Input], _ access: Access) -> Report {
    var results = inputs.parallelMap { input in
      defer { access.advance() }
      return lint(input, access)
    }
    lintAgainBesideMetricsQL(inputs, access, &results)
    lintAgainWhatIsNamed(inputs, access, &results)
    lintAgainWhatIsMounted(inputs, access, &results)
    var report = Report(findings: [], files: 0)
    let readers = KnownReaders(
      hasSpec: knowledge.stack != nil,
      parts: Dictionary(zip(inputs, results).map { ($0.path, $1.parts) }) { first, _ in first },
      results.lazy.map(\.facts))
    var suppressions: [String: FileSuppressions] = [:]
    let catalogue = results.contains { $0.suppressions != nil } ? catalogue : [:]
    var facts: [ProjectFacts] = []
    var marks: [Set<StackViews.Mark>] = []
    for (index, input) in inputs.enumerated() {
      // Nothing is kept twice.
      var result = FileResult()
      swap(&result, &results[index])
      facts.append(result.facts)
      marks.append(result.marks)
      report.findings += result.findings
      if input.isContext { continue }
      if result.isLinted { report.files += 1 }
      if result.isTemplate { report.templates += 1 }
      if input.isNamed, var unlinted = result.unlinted {
        unlinted.path = input.path
        report.unlinted.append(unlinted)
      }
      if var comments = result.suppressions {
        comments.asked(of: catalogue) { [isTrial = comments.source.isForTrial] in
          isAsked($0, in: input, isTrial: isTrial)
        }
        suppressions[input.path] = comments
      }
    }
    report.findings += askOfStacks(inputs.map(\.path), &facts, marks).map(\.inFile)
    if !suppressions.isEmpty {
      report.findings.removeAll { suppressions[$0.source.name]?.suppresses($0) ?? false }
      report.findings += suppressions.values.flatMap(ask)
    }
    let context = Set(inputs.filter(\.isContext).map(\.path))
    if !context.isEmpty { report.findings.removeAll { context.contains($0.source.name) } }
    report.findings = report.findings.sortedByPlace().withoutRepeatedPlaces()
    report.findings = FindingWeights(readers: readers, settings: settings).judged(report.findings)
    return report
  }

  /// What rules over the project find.
  private func askOfStacks(_ paths: [String], _ facts: inout [ProjectFacts], _ marks: [Set<StackViews.Mark>])
    -> [Finding]
  {
    let all = Set(paths.map(ProjectPath.normalized)), place = LintedPlace(all, exists: knowledge.exists)
    return ask(&facts, of: StackViews(Array(zip(paths, marks))).views) { together in
      var together = together
      (together.paths, together.place) = (all, place)
      return ask(together)
    }
  }

  /// Whether a rule has seen all that it needs to find something in a file. Of what files say of each other nothing is known
  /// where one of them was named alone.
  private func isAsked(_ entry: RuleCatalog.Entry, in input: Input, isTrial: Bool) -> Bool {
    guard let rule = entry.rule else { return true }
    if rule.sparesTrials, isTrial { return false }
    if rule.projectCheck != nil, input.isNamed { return false }
    return settings.settings(of: rule, in: input.path).isOn == true && rules.contains { $0.id == rule.id }
  }

  private struct FileResult: Sendable {
    var findings: [Finding] = []
    private(set) var facts = ProjectFacts()
    private var hasFacts = false
    /// What it is made of, for whoever reads it.
    var parts: [KnownReaders.Part] = []
    /// What the file has that a stack has one of.
    var marks: Set<StackViews.Mark> = []
    var suppressions: FileSuppressions?
    /// Whether the file itself shows that it is for VictoriaMetrics.
    var isInMetricsQL = false
    /// Whether Prometheus refuses an expression or template in it, and nothing shows that it is for another program.
    var hasRefusedText = false
    /// One of ours, broken or not.
    var isLinted = false
    var isTemplate = false
    /// Why it was not linted.
    var unlinted: Unlinted?

    /// Takes on the facts of a document of the file. Most have one, whose facts need not be put together with others.
    mutating func add(_ facts: ProjectFacts) {
      if hasFacts { self.facts.merge(facts) } else { self.facts = facts }
      hasFacts = true
    }
  }

  /// Lints a file as one in MetricsQL where Prometheus refuses something in it, and another file of its folder is in MetricsQL or the
  /// Grafana that it belongs to asks VictoriaMetrics: not each use of the language shows in the text itself.
  private func lintAgainBesideMetricsQL(_ inputs: [Input], _ access: Access, _ results: inout [FileResult]) {
    let proven = zip(inputs, results).filter { $1.isInMetricsQL }
    let folders = Set(proven.map { ProjectPath.folder($0.0.path) })
    let grafanas = Set(
      results.lazy.flatMap(\.facts.configuration.dataSources).filter(\.isVictoriaMetrics).map(\.grafanaFolder))
    if folders.isEmpty, grafanas.isEmpty { return }
    for (index, input) in inputs.enumerated() where results[index].hasRefusedText {
      let path = ProjectPath.normalized(input.path)
      guard folders.contains(ProjectPath.folder(input.path)) || grafanas.contains(where: path.hasPrefix) else {
        continue
      }
      results[index] = lint(input, access, as: .vmalert)
    }
  }

  /// Lints what shows nothing of what it is, and is named by a configuration, as what that takes it for.
  private func lintAgainWhatIsNamed(_ inputs: [Input], _ access: Access, _ results: inout [FileResult]) {
    let unknown = results.indices.filter { !results[$0].isLinted && !results[$0].isTemplate }
    let facts = results.lazy.map(\.facts.configuration), alertmanagers = results.flatMap(\.facts.alerting.files)
    if unknown.isEmpty || facts.allSatisfy(\.prometheus.isEmpty) && alertmanagers.isEmpty { return }
    let required = RequiredKinds(facts.reduce(into: ConfigurationFacts()) { $0.merge($1) }, alertmanagers)
    for index in unknown {
      guard let kind = required.kind(of: inputs[index].path) else { continue }
      results[index] = lint(inputs[index], access, required: kind)
    }
  }

  /// Lints what was taken for a template, and is mounted into the program that reads it, as what that takes it for.
  private func lintAgainWhatIsMounted(_ inputs: [Input], _ access: Access, _ results: inout [FileResult]) {
    let templates = results.indices.filter { results[$0].isTemplate }
    if templates.isEmpty { return }
    let mounted = MountedConfigurations(
      results.lazy.map(\.facts.configuration).reduce(into: ConfigurationFacts()) { $0.merge($1) })
    for index in templates {
      guard let kind = mounted.kind(of: inputs[index].path) else { continue }
      results[index] = lint(inputs[index], access, required: kind, isReadAsItIs: true)
    }
  }

  /// - Parameters:
  ///   - dialect: who evaluates its rules, where the settings do not say.
  ///   - required: what its reader takes it for.
  ///   - isReadAsItIs: nothing fills in variables before it is read.
  private func lint(
    _ input: Input, _ access: Access, as dialect: Dialect? = nil, required: FileKind? = nil, isReadAsItIs: Bool = false
  ) -> FileResult {
    var result = FileResult()
    switch access.read(input.path) {
    case .failure(let error):
      result.findings = [error.finding].compactMap(settings.adjusted)
      result.isLinted = true
      result.unlinted = Unlinted(why: "it cannot be read", isBroken: true)
    case .success(let source):
      source.note(given: input.isNamed ? input.path : input.root)
      let reading = Reading(
        source, isNamed: input.isNamed,
        dialect: settings.dialect(of: input.path) ?? dialect ?? Dialect.byFolder(of: input.path), required: required,
        isReadAsItIs: isReadAsItIs)
      result.findings = reading.findings
      switch reading.outcome {
      case .linted: result.isLinted = true
      case .broken: (result.isLinted, result.unlinted) = (true, Unlinted(why: "it cannot be parsed", isBroken: true))
      case .template(let template):
        (result.isTemplate, result.unlinted) = (true, Unlinted(why: template.description))
      case .foreign(let whose): result.unlinted = Unlinted(why: whose ?? "nothing that pharos knows")
      }
      guard result.isLinted else { return result }
      defer { source.release() }
      result.suppressions = FileSuppressions(source, today: knowledge.today)
      result.parts = KnownReaders.Part.all(of: reading, in: source)
      for document in reading.documents { lint(document, in: input.path, access, &result) }
      result.findings = result.findings.map(\.inFile).compactMap(settings.adjusted).sortedByPlace()
    }
    return result
  }

  private func lint(_ document: Document, in path: String, _ access: Access, _ result: inout FileResult) {
    if document.kind == .spec, let validate = access.validate {
      result.findings = validate(document.source)
    } else {
      result.findings += document.ownFindings(knowledge)
    }
    var walker = Walker(active(in: path), knowledge, document.source)
    walker.visit(document)
    var proof = document.dialectProof
    if walker.hasRefusedText {
      if let other = document.inLanguageOfTexts {
        walker = Walker(active(in: path), knowledge, document.source)
        walker.visit(other)
        proof = other.dialectProof
      } else if proof == nil {
        result.hasRefusedText = true
      }
    }
    if proof?.dialect == .vmalert { result.isInMetricsQL = true }
    result.findings += walker.findings
    result.add(walker.facts)
    if let mark = StackViews.Mark(document) { result.marks.insert(mark) }
  }

  /// The rules that are on in a file.
  private func active(in path: String) -> [ActiveRule] {
    settings.paths.isEmpty ? active : Self.active(rules, in: path, settings, knowledge)
  }

  private static func active(_ rules: [Rule], in path: String, _ settings: LintSettings, _ knowledge: Knowledge)
    -> [ActiveRule]
  {
    rules.compactMap { rule in
      let settings = settings.settings(of: rule, in: path)
      return settings.isOn == true ? ActiveRule(rule, settings, knowledge) : nil
    }
  }

  private func ask(_ suppressions: FileSuppressions) -> [Finding] {
    active(in: suppressions.source.name).flatMap { active -> [Finding] in
      guard case .suppression(let check) = active.rule.check else { return [] }
      var reporter = Reporter(active, suppressions.source)
      for suppression in suppressions.all { check(suppression, &reporter) }
      return reporter.findings
    }
  }

  private func ask(_ facts: ProjectFacts) -> [Finding] {
    var facts = facts
    facts.prepareRouting(knowledge)
    facts.configuration.prepareFiles()
    facts.configuration.prepareCompose()
    facts.prepareLoadedQueries()
    let known = facts
    let findings = rules.filter(settings.isOnSomewhere).parallelMap { rule -> [Finding] in
      guard let check = rule.projectCheck else { return [] }
      let active = ActiveRule(rule, settings.settings(of: rule, in: ""), knowledge)
      var reporter = Reporter(active, SourceFile(name: "", bytes: []))
      check(known, &reporter)
      return reporter.findings.compactMap(settings.adjusted)
    }
    return Array(findings.joined())
  }
}

/// Why a file could not be read.
package struct UnreadableFile: Error, Sendable {
  package let finding: Finding

  package init(path: String, message: String, help: String?) {
    finding = Finding(
      FileFinding.unreadable, message, help: help, in: SourceFile(name: path, bytes: []), at: 0..<0)
  }
}

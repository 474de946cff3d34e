import Documents

/// A spec with its packs applied, and everything that is wrong with it.
package struct Resolution: Sendable {
  /// The stack as far as it could be resolved; nil where the spec is no mapping.
  package let draft: Stack?
  package let findings: [Finding]
  /// Whether the draft has every metric that the stack would have.
  package let knowsMetrics: Bool
  /// Whether these have every label that they would have.
  package let knowsLabels: Bool

  /// Only where nothing is wrong.
  package var stack: Stack? { findings.hasErrors ? nil : draft }
}

/// Fills in every default of a spec and applies its packs.
///
/// Everything that is wrong becomes a finding, and what does not depend on it is resolved and checked all the same.
package struct Resolver {
  let reading: SpecReading
  let spec: Spec
  let files: PackFiles
  var packs: [String: Pack] = [:]
  /// Packs that something names and that are not there, or have errors of their own.
  var unreadPacks: Set<String> = []
  var findings: [Finding] = []
  /// The packs of some kinds. To find them, all are read.
  private var fitting: [[Pack.Kind]: NearestNames] = [:]

  /// - Parameter files: the built-in packs with the project's own laid over them.
  package static func resolve(_ reading: SpecReading, packs files: PackFiles) -> (stack: Stack?, findings: [Finding]) {
    let resolution = resolution(of: reading, packs: files)
    return (resolution.stack, resolution.findings)
  }

  /// - Parameter files: the built-in packs with the project's own laid over them.
  package static func resolution(of reading: SpecReading, packs files: PackFiles) -> Resolution {
    guard let spec = reading.spec else {
      return Resolution(draft: nil, findings: reading.findings, knowsMetrics: false, knowsLabels: false)
    }
    var resolver = Resolver(reading: reading, spec: spec, files: files)
    resolver.findings = reading.findings
    let stack = resolver.run()
    let context = resolver.context(stack)
    return Resolution(
      draft: stack, findings: resolver.findings.sortedByPlace(), knowsMetrics: context.knowsMetrics,
      knowsLabels: context.knowsLabels)
  }

  private mutating func run() -> Stack {
    var stack = Stack(
      spec: spec, specName: String(reading.source.name.split(separator: "/").last ?? "pharos.yml"),
      project: spec.project, environment: spec.environment,
      team: spec.team ?? spec.project, network: spec.deploy.compose.network ?? "\(spec.project)_default",
      severities: severities(), owners: [], packs: [:], sharedRunbooks: files.sharedRunbooks,
      instrumentation: files.instrumentation,
      containers: [], jobs: [], probes: [],
      ruleFiles: [], objectives: [], runbooks: [], secretUses: [])
    let components = allComponents()
    loadPacks(components)
    stack.packs = packs
    stack.owners = services() + owners(of: components) + probeOwners()
    stack.containers = containers(components)
    stack.jobs = serviceJobs(stack) + componentJobs(components, stack)
    stack.probes = probeTargets(stack)
    stack.objectives = objectives(stack)
    // The checks speak of what the spec asks for, not of what is left of it.
    let asked = stack
    stack.owners = scraped(stack)
    if stack.prober == nil { stack.probes = [] }
    let (files, problems) = ruleFiles(stack)
    stack.ruleFiles = files
    findings += SpecChecks.run(SpecChecks.all, context(asked, rules: files))
    findings += SpecChecks.run(SpecChecks.ofRules, context(stack))
    let errors = RangeCover(
      findings.filter { $0.severity == .error && $0.source === reading.source }.map(\.range))
    for problem in problems where isSound(problem.owner, errors) { findings += problem.findings }
    stack.runbooks = runbooks(stack)
    stack.dashboards = DashboardResolver(stack).dashboards()
    stack.secretUses = secretUses(stack)
    return stack
  }

  /// Whether nothing is wrong with the packs of an owner and with what it says of their alerts: then its rules must fit.
  private func isSound(_ owner: Owner, _ errors: RangeCover) -> Bool {
    let section = owner.isProbe ? "probes" : owner.kind == .service ? "services" : "components"
    let tunings = reading.node(at: [.key(section), .key(owner.name), "alerts"])
    return unreadPacks.isDisjoint(with: owner.packs) && !(tunings.map { errors.overlaps($0.range) } ?? false)
  }

  private func context(_ stack: Stack, rules: [RuleFile]? = nil) -> SpecContext {
    var stack = stack
    if let rules { stack.ruleFiles = rules }
    return SpecContext(
      reading: reading, spec: spec, stack: stack, packNames: spec.images.isEmpty ? [] : Set(files.packNames),
      unreadPacks: unreadPacks)
  }

  /// The severities with the receivers that each tells: all of them where none is named.
  private func severities() -> [SeverityLevel] {
    let named = spec.severities.filter { !$0.name.isEmpty }
    // There is always one for an alert to have.
    return (named.isEmpty ? Spec.standardSeverities : named).map { severity in
      var severity = severity
      if severity.notify.isEmpty { severity.notify = spec.receivers.keys }
      return severity
    }
  }

  // MARK: Findings

  mutating func report(
    _ kind: SpecFinding, _ message: String, severity: Severity? = nil, help: String? = nil, at path: Path
  ) {
    findings.append(
      Finding(kind, message, severity: severity, help: help, in: reading.source, at: reading.range(of: path)))
  }

  // MARK: Packs

  /// Reads each pack that something refers to; unknown ones are reported where they are named.
  private mutating func loadPacks(_ components: OrderedMap<Component>) {
    let references = packReferences(components)
    let names = references.map(\.name).uniqued()
    let files = files
    for (name, (pack, problems)) in zip(names, names.parallelMap { files.read($0) }) {
      packs[name] = pack
      findings += problems
      if pack == nil || problems.hasErrors { unreadPacks.insert(name) }
    }
    for reference in references { check(reference) }
  }

  /// A place that names a pack, and the kinds of pack that belong there.
  private struct PackReference {
    var name: String
    var kinds: [Pack.Kind]
    var path: Path
  }

  private func packReferences(_ components: OrderedMap<Component>) -> [PackReference] {
    var references: [PackReference] = []
    for (name, service) in spec.services {
      for (index, pack) in service.packs.enumerated() {
        references.append(.init(name: pack, kinds: [.signals], path: ["services", .key(name), "packs", .index(index)]))
      }
    }
    for (name, component) in components {
      let isUnread = component.pack == nil && reading.node(at: ["components", .key(name), "pack"]) != nil
      guard !isUnread else { continue }
      let path: Path = component.pack == nil ? ["components", .name(name)] : ["components", .key(name), "pack"]
      references.append(.init(name: component.pack ?? name, kinds: [.exporter, .stack], path: path))
    }
    return references + Self.implied.map { .init(name: $0, kinds: Pack.Kind.allCases, path: []) }
  }

  /// Packs that are applied without being asked for.
  private static let implied = ["service", "component", "slo", "cost", "blackbox"]

  private mutating func check(_ reference: PackReference) {
    let name = reference.name
    if let pack = packs[name] {
      guard !reference.kinds.contains(pack.kind), !unreadPacks.contains(name) else { return }
      let place = reference.kinds.contains(.signals) ? "a service's `packs`" : "`components`"
      report(
        .packKind, "the pack `\(name)` is of kind \(pack.kind.rawValue) and does not belong under \(place)",
        at: reference.path)
    } else if files.files["\(name)/pack.yml"] == nil {
      // Taken out, so that it is not copied.
      var known = fitting.removeValue(forKey: reference.kinds) ?? NearestNames(among: packNames(of: reference.kinds))
      report(.unknownPack, "there is no pack `\(name)`", help: known.help(for: name), at: reference.path)
      fitting[reference.kinds] = known
    }
  }

  private func packNames(of kinds: [Pack.Kind]) -> [String] {
    files.packNames.filter { name in
      !Self.implied.contains(name) && files.read(name).pack.map { kinds.contains($0.kind) } ?? false
    }
  }
}

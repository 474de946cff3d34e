import Documents

/// Fills in every default of a spec and applies its packs.
///
/// Everything that is wrong becomes a finding; there is a stack only where there is no error.
package struct Resolver {
  let reading: SpecReading
  let spec: Spec
  let files: PackFiles
  var packs: [String: Pack] = [:]
  var findings: [Finding] = []

  /// - Parameter files: the built-in packs with the project's own laid over them.
  package static func resolve(_ reading: SpecReading, packs files: PackFiles) -> (stack: Stack?, findings: [Finding]) {
    guard let spec = reading.spec else { return (nil, reading.findings) }
    var resolver = Resolver(reading: reading, spec: spec, files: files)
    resolver.findings = reading.findings
    let stack = resolver.run()
    let findings = resolver.findings.sortedByPlace()
    return (findings.hasErrors ? nil : stack, findings)
  }

  private mutating func run() -> Stack {
    var stack = Stack(
      spec: spec, specName: String(reading.source.name.split(separator: "/").last ?? "pharos.yml"), project: spec.project, environment: spec.environment,
      team: spec.team ?? spec.project, network: spec.deploy.compose.network ?? "\(spec.project)_default",
      severities: severities(), owners: [], packs: [:], sharedRunbooks: files.sharedRunbooks, guides: files.guides, containers: [], jobs: [], probes: [],
      ruleFiles: [], objectives: [], runbooks: [], secretUses: [])
    let components = allComponents()
    loadPacks(components)
    stack.packs = packs
    stack.owners = services() + owners(of: components) + probeOwners()
    stack.containers = containers(components)
    stack.jobs = serviceJobs(stack) + componentJobs(components, stack)
    stack.probes = probeTargets(stack)
    stack.objectives = objectives(stack)
    findings += SpecChecks.run(SpecContext(reading: reading, spec: spec, stack: stack))
    guard !findings.hasErrors else { return stack }
    stack.ruleFiles = ruleFiles(stack)
    stack.runbooks = runbooks(stack)
    stack.secretUses = secretUses(stack)
    return stack
  }

  /// The severities with the receivers that each tells: all of them where none is named.
  private func severities() -> [SeverityLevel] {
    spec.severities.map { severity in
      var severity = severity
      if severity.notify.isEmpty { severity.notify = spec.receivers.keys }
      return severity
    }
  }

  // MARK: Findings

  mutating func report(
    _ name: String, _ message: String, severity: Severity = .error, help: String? = nil, at path: Path
  ) {
    findings.append(Finding("spec/\(name)", message, severity: severity, help: help, in: reading.source, at: reading.range(of: path)))
  }

  // MARK: Packs

  /// Reads each pack that something refers to; unknown ones are reported where they are named.
  private mutating func loadPacks(_ components: OrderedMap<Component>) {
    for (name, service) in spec.services {
      for (index, pack) in service.packs.enumerated() {
        load(pack, of: [.signals], at: ["services", .key(name), "packs", .index(index)])
      }
    }
    for (name, component) in components {
      let path: Path = component.pack == nil ? ["components", .name(name)] : ["components", .key(name), "pack"]
      load(component.pack ?? name, of: [.exporter, .stack], at: path)
    }
    for name in Self.implied { load(name, of: Pack.Kind.allCases, at: []) }
  }

  /// Packs that are applied without being asked for.
  private static let implied = ["service", "component", "slo", "cost", "blackbox"]

  private mutating func load(_ name: String, of kinds: [Pack.Kind], at path: Path) {
    if packs[name] == nil {
      let (pack, problems) = files.read(name)
      findings += problems
      guard let pack else {
        if problems.isEmpty {
          let fitting = files.packNames.filter { files.read($0).pack.map { kinds.contains($0.kind) } ?? false && !Self.implied.contains($0) }
          report("unknown-pack", "there is no pack `\(name)`", help: Spelling.help(for: name, among: fitting), at: path)
        }
        return
      }
      packs[name] = pack
    }
    if let pack = packs[name], !kinds.contains(pack.kind) {
      let place = kinds.contains(.signals) ? "a service's `packs`" : "`components`"
      report("pack-kind", "the pack `\(name)` is of kind \(pack.kind.rawValue) and does not belong under \(place)", at: path)
    }
  }
}

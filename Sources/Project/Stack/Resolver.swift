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
  /// What runs the stack.
  let target: any Target
  var packs: [String: Pack] = [:]
  /// Packs that something names and that are not there, or have errors of their own.
  var unreadPacks: Set<String> = []
  var findings: [Finding] = []
  /// The packs of some kinds. To find them, all are read.
  var fitting: [[Pack.Kind]: NearestNames] = [:]

  /// - Parameters:
  ///   - files: the built-in packs with the project's own laid over them.
  ///   - targets: what a stack may run on, the default first.
  package static func resolve(
    _ reading: SpecReading, packs files: PackFiles, targets: [any Target]
  ) -> (stack: Stack?, findings: [Finding]) {
    let resolution = resolution(of: reading, packs: files, targets: targets)
    return (resolution.stack, resolution.findings)
  }

  /// The same with what could be resolved of a spec that has errors.
  ///
  /// - Parameter chosen: name of the target that runs the stack instead of what the spec says.
  package static func resolution(
    of reading: SpecReading, packs files: PackFiles, targets: [any Target], chosen: String? = nil
  ) -> Resolution {
    guard let spec = reading.spec else {
      return Resolution(draft: nil, findings: reading.findings, knowsMetrics: false, knowsLabels: false)
    }
    let named = chosen ?? spec.deploy.target
    let target = targets.first { named == nil || $0.name == named }
    let configured = (target ?? targets[0]).configured(for: spec.project, by: spec.deploy)
    var resolver = Resolver(reading: reading, spec: spec, files: files, target: configured)
    resolver.findings = reading.findings
    if let named, target == nil {
      let help = Spelling.help(for: named, among: targets.map(\.name))
      resolver.report(.unknownTarget, "there is no target `\(named)`", help: help, at: ["deploy", "target"])
    }
    let stack = resolver.run()
    let context = resolver.context(stack.resolved, stack.ruleFiles)
    return Resolution(
      draft: stack, findings: resolver.findings.sortedByPlace(), knowsMetrics: context.knowsMetrics,
      knowsLabels: context.knowsLabels)
  }

  /// Packs come first, as nearly everything else is in them. From spec and packs follows what the spec asks for; from what is watched of
  /// that, the rules; from both, the stack. The checks need everything but the stack.
  private mutating func run() -> Stack {
    let components = allComponents()
    loadPacks(components)
    let asked = resolvedSpec(components)
    refuse(asked.workloads)
    let watched = asked.watched
    let (rules, problems) = ruleFiles(watched)
    findings += SpecChecks.run(SpecChecks.all, context(asked, rules))
    findings += SpecChecks.run(SpecChecks.ofRules, context(watched, rules))
    findings += unexplained(problems)
    return Stack(
      watched, ruleFiles: rules, secretUses: secretUses(watched), files: files,
      specName: String(reading.source.name.split(separator: "/").last ?? "pharos.yml"))
  }

  private func resolvedSpec(_ components: OrderedMap<Component>) -> ResolvedSpec {
    let owners = services() + owners(of: components) + probeOwners()
    let workloads = workloads(components)
    return ResolvedSpec(
      spec: spec, target: target, severities: severities(), packs: packs, owners: owners, workloads: workloads,
      jobs: serviceJobs(owners) + componentJobs(components, of: owners, at: workloads) + collectedJobs(owners),
      probes: probeTargets(owners),
      objectives: objectives(owners))
  }

  /// The problems of rules that no other finding explains.
  private func unexplained(_ problems: [(owner: Owner, findings: [Finding])]) -> [Finding] {
    let errors = RangeCover(
      findings.filter { $0.severity == .error && $0.source === reading.source }.map(\.range))
    return problems.filter { isSound($0.owner, errors) }.flatMap(\.findings)
  }

  /// Whether nothing is wrong with the packs of an owner and with what it says of their alerts: then its rules must fit.
  private func isSound(_ owner: Owner, _ errors: RangeCover) -> Bool {
    let section = owner.isProbe ? "probes" : owner.kind == .service ? "services" : "components"
    let tunings = reading.node(at: [.key(section), .key(owner.name), "alerts"])
    return unreadPacks.isDisjoint(with: owner.packs) && !(tunings.map { errors.overlaps($0.range) } ?? false)
  }

  private func context(_ resolved: ResolvedSpec, _ rules: [RuleFile]) -> SpecContext {
    SpecContext(
      reading: reading, spec: spec, resolved: resolved, ruleFiles: rules,
      packNames: spec.images.isEmpty ? [] : Set(files.packNames), unreadPacks: unreadPacks)
  }

  /// The severities with the receivers that each tells: the one there is where none is named. Several are an error, and all stand for them
  /// until that is resolved.
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

  /// Reports what the target cannot give to a workload.
  private mutating func refuse(_ workloads: [Workload]) {
    for workload in workloads {
      for refusal in target.refusals(of: workload) {
        report(
          .targetNeed, "on the target `\(target.name)` \(workload.name) \(refusal)",
          help: "run it elsewhere: `managed: false` and where it answers as `targets`",
          at: place(of: workload.owner))
      }
    }
    for problem in target.problems(with: workloads) {
      let place =
        switch problem.place {
        case .component(let name): place(of: name)
        case .setting(let path): path
        }
      report(.targetAddress, problem.message, help: problem.help, at: place)
    }
  }

  /// Where the spec says something of a component, or what runs it where it says nothing.
  private func place(of component: String) -> Path {
    spec.components[component] == nil ? ["deploy", "target"] : ["components", .name(component)]
  }
}

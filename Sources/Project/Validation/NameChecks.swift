import Documents

/// Two things that would get one name: a job, a workload, a published port, a secret.
enum NameChecks {
  @Sendable static func run(_ context: inout SpecContext) {
    owners(&context)
    files(&context)
    parts(&context)
    jobs(&context)
    workloads(&context)
    ports(&context)
    secrets(&context)
    severities(&context)
  }

  private static func owners(_ context: inout SpecContext) {
    var seen: [String: Path] = [:]
    let places: [(String, [String])] = [
      ("services", context.spec.services.keys), ("components", context.spec.components.keys),
      ("probes", context.spec.probes.keys),
    ]
    for (section, names) in places {
      for name in names {
        let path: Path = [.key(section), .name(name)]
        if Name.reservedJobs.contains(name) {
          context.report(.reservedName, "`\(name)` is the job of the probes", help: "choose another name", at: path)
        } else if let first = seen[name] {
          context.report(
            .duplicateName, "`\(name)` is the name of two things",
            help: "jobs and alerts are told apart by it: rename one", at: path, notes: [("also here", first)])
        }
        seen[name] = seen[name] ?? path
      }
    }
  }

  /// Files and modules have these names with `-` between them, or with `_` in the place of `-`.
  private static func files(_ context: inout SpecContext) {
    var objectives: [String: Path] = [:]
    for (service, definition) in context.spec.services {
      for objective in definition.objectives.keys {
        let path: Path = ["services", .key(service), "objectives", .name(objective)]
        // Tests that look back for hours have a file with this ending.
        let names = ["\(service)-\(objective)", "\(service)-\(objective)-long"]
        if let name = names.first(where: { objectives[$0] != nil }), let first = objectives[name] {
          context.report(
            .duplicateName, "two objectives would have the file `objective-\(name).yml`", help: "rename one", at: path,
            notes: [("also here", first)])
        }
        for name in names { objectives[name] = path }
      }
    }
    distinct(context.spec.services.keys, "two services would have the same module of metrics", ["services"], &context)
    for (name, service) in context.spec.services {
      distinct(
        service.scrapes.keys, "two scrapes would have the same registry of metrics",
        ["services", .key(name), "scrapes"], &context)
    }
    distinct(
      context.spec.probes.keys, "two probes would have the same module of the blackbox exporter", ["probes"], &context)
  }

  /// Names that differ in `-` and `_` alone are one to programs that take no `-`.
  private static func distinct(_ names: [String], _ problem: String, _ place: Path, _ context: inout SpecContext) {
    var seen: [String: String] = [:]
    for name in names {
      let plain = String(name.map { $0 == "-" ? "_" : $0 })
      if let first = seen[plain] {
        context.report(
          .duplicateName, "\(problem): `\(first)` and `\(name)`", help: "rename one", at: place + [.name(name)],
          notes: [("also here", place + [.name(first)])])
      }
      seen[plain] = name
    }
  }

  /// Job, workload and rules of a part of the stack have its name, and other parts know it by that.
  private static func parts(_ context: inout SpecContext) {
    let spec = context.spec
    guard !context.isBroken(["deploy", "provide"]) else { return }
    for name in spec.parts {
      let places: [(section: String, isOther: Bool)] = [
        ("services", spec.services[name] != nil), ("probes", spec.probes[name] != nil),
        // A component that is an instance of that very pack says how the part is to be.
        ("components", spec.components[name].map { ($0.pack ?? name) != name } ?? false),
      ]
      for place in places where place.isOther {
        context.report(
          .duplicateName, "`\(name)` would be the name of two things: this one, and a part of the stack",
          help: "rename it, or leave that part out of `deploy.provide`", at: [.key(place.section), .name(name)])
      }
    }
  }

  /// `api-expensive` may be a scrape of `api` or a service of its own.
  private static func jobs(_ context: inout SpecContext) {
    var seen: [String: Path] = [:]
    for (name, service) in context.spec.services where !context.isMistyped(["services", .key(name), "scrapes"]) {
      for scrape in service.scrapes.keys {
        let path: Path =
          scrape == "main" ? ["services", .name(name)] : ["services", .key(name), "scrapes", .name(scrape)]
        let job = Naming.job(service: name, scrape: scrape)
        if let first = seen[job] {
          context.report(
            .duplicateName, "two scrapes would be the job `\(job)`", help: "rename the scrape or the service",
            at: path, notes: [("also here", first)])
        }
        seen[job] = path
      }
    }
    for name in context.spec.components.keys {
      guard let first = seen[name], context.spec.services[name] == nil else { continue }
      context.report(
        .duplicateName, "the component and a scrape would both be the job `\(name)`", help: "rename one",
        at: ["components", .name(name)], notes: [("also here", first)])
    }
    for name in context.spec.parts where context.spec.components[name] == nil && context.spec.services[name] == nil {
      guard let first = seen[name] else { continue }
      context.report(
        .duplicateName, "the scrape and a part of the stack would both be the job `\(name)`",
        help: "rename the scrape or the service", at: first)
    }
  }

  private static func workloads(_ context: inout SpecContext) {
    var seen: [String: String] = [:]
    for workload in context.resolved.workloads where isCertain(workload, context) {
      if let other = seen[workload.name], other != workload.owner {
        // A part of the stack stands nowhere in the spec.
        let places = [workload.owner, other].filter { context.spec.components[$0] != nil }.map {
          ["components", .name($0)] as Path
        }
        context.report(
          .duplicateName,
          "the components `\(other)` and `\(workload.owner)` would both run as `\(workload.name)`",
          help: "rename one", at: places.first ?? [.name("components")],
          notes: places.dropFirst().map { ("also here", $0) })
      }
      seen[workload.name] = workload.owner
    }
  }

  /// Whether it would run whatever a value that could not be read would say.
  private static func isCertain(_ workload: Workload, _ context: SpecContext) -> Bool {
    let place: Path = ["components", .key(workload.owner)]
    return !context.isBroken(place + ["managed"], place + ["pack"], place + ["targets"], ["deploy", "provide"])
  }

  private static func ports(_ context: inout SpecContext) {
    var seen: [Int: String] = [:]
    for workload in context.resolved.workloads where isCertain(workload, context) {
      for port in workload.ports {
        if let other = seen[port], other != workload.name {
          context.report(
            .duplicatePort, "`\(other)` and `\(workload.name)` would both publish the port \(port)",
            help: "run only one of them, or give one `managed: false`", at: ["components", .name(workload.owner)])
        }
        seen[port] = workload.name
      }
    }
    for (name, service) in context.spec.services {
      var seen: [String: Int] = [:]
      for (index, target) in service.targets.enumerated() {
        if let first = seen[target.description] {
          context.report(
            .duplicateTarget, "`\(target)` is listed twice",
            help: "remove one: it would be scraped twice under the same labels",
            at: ["services", .key(name), "targets", .index(index)],
            notes: [("first here", ["services", .key(name), "targets", .index(first)])])
        }
        seen[target.description] = index
      }
    }
  }

  /// Secrets are known by the last part of their paths.
  private static func secrets(_ context: inout SpecContext) {
    var seen: [String: SecretReference] = [:]
    let files = ["webhook_url_file", "url_file", "routing_key_file", "password_file"]
    for receiver in context.spec.receivers.keys
    where files.contains(where: { context.isRead(["receivers", .key(receiver), .key($0)]) }) {
      for reference in context.spec.receivers[receiver]?.secrets ?? [] {
        check(reference, &seen, at: ["receivers", .key(receiver)], &context)
      }
    }
    for workload in context.resolved.workloads {
      for (_, reference) in workload.secretSettings.sorted(by: { $0.key < $1.key }) {
        check(reference, &seen, at: ["components", .key(workload.owner)], &context)
      }
    }
  }

  private static func check(
    _ reference: SecretReference, _ seen: inout [String: SecretReference], at path: Path, _ context: inout SpecContext
  ) {
    if let other = seen[reference.name], other != reference {
      context.report(
        .duplicateName, "two secrets would both be the file `\(reference.name)` where they are read",
        help: "give the files different names, not only different folders", at: path)
    }
    seen[reference.name] = reference
  }

  private static func severities(_ context: inout SpecContext) {
    var seen: Set<String> = []
    for (index, severity) in context.spec.severities.enumerated()
    where !severity.name.isEmpty && !seen.insert(severity.name).inserted {
      context.report(
        .duplicateName, "the severity `\(severity.name)` is declared twice", help: "remove one",
        at: ["severities", .index(index), "name"])
    }
    let words: Set<String> = ["enabled", "for", "labels", "runbook"]
    for (index, severity) in context.spec.severities.enumerated() where words.contains(severity.name) {
      context.report(
        .reservedName, "a severity cannot be called `\(severity.name)`",
        help: "alerts are tuned under that key: choose another name",
        at: ["severities", .index(index), "name"])
    }
  }
}

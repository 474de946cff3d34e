import Documents
import TextTemplate

extension Spec {
  /// Whether Prometheus asks the engine of the host that it runs on for targets.
  fileprivate var readsDockerSocket: Bool {
    services.values.contains { if case .docker(nil, _, _) = $0.discovery { true } else { false } }
  }
}

extension Resolver {
  /// The workloads of every component that the stack runs: one for each target of an exporter.
  func workloads(_ components: OrderedMap<Component>) -> [Workload] {
    var dependencies: [[String]] = []
    var workloads = components.flatMap { name, component -> [Workload] in
      guard component.isManaged, let pack = packs[component.pack ?? name], let definition = pack.workload,
        pack.kind == .stack || spec.deploy.provide.contains(.exporters)
      else { return [] }
      let targets: [HostPort?] = component.targets.isEmpty ? [nil] : component.targets
      return targets.enumerated().map { index, target in
        var values = Self.context(spec, Pages(spec.urls, on: self.target), name, component, pack, target)
        let base = WorkloadTexts(values).fill(definition.name)
        let unique = index == 0 ? base : "\(base)-\(index + 1)"
        let secrets = secretSettings(component, pack)
        for (key, secret) in secrets { values["settings.\(key)"] = self.target.path(of: secret, in: unique) }
        if self.target.isContainerized {
          values["container"] = "yes"
        } else if let port = definition.program?.ports.first {
          let listener = self.target.listener(of: Endpoint(unique, port: port))
          values["listen.address"] = listener.description
          (values["listen.host"], values["listen.port"]) = (listener.host, String(listener.port))
        }
        if let url = spec.heartbeat?.url { values["heartbeat.secret"] = self.target.path(of: url, in: unique) }
        let texts = WorkloadTexts(values)
        let folders = FolderPaths(definition, on: self.target)
        dependencies.append(definition.after)
        return Workload(
          name: unique, owner: name, pack: pack.name,
          image: image(pack, definition), user: definition.user, program: definition.program,
          entrypoint: texts.fill(definition.entrypoint),
          arguments: texts.fill(definition.arguments).map(folders.applied(to:)),
          environment: texts.fill(definition.environment).mapValues(folders.applied(to:)), secretSettings: secrets,
          files: folders.files, storage: folders.storage, temporary: definition.temporary, reach: definition.reach,
          ports: definition.ports, health: definition.health.resolved, limits: definition.limits, after: [],
          needs: definition.needs.filter { texts.holds($0.condition) }.map(\.resolved))
      }
    }
    for index in workloads.indices where !dependencies[index].isEmpty {
      workloads[index].after = dependencies[index].compactMap { name in
        workloads.first { $0.owner == name || $0.pack == name }?.name
      }
    }
    return workloads
  }

  /// The image to run: the spec's own choice, else the pinned one, from the spec's registry where it names one.
  private func image(_ pack: Pack, _ workload: PackWorkload) -> String {
    if let image = spec.images[pack.name] { return image }
    guard let registry = spec.deploy.registry else { return "\(workload.image):\(workload.tag)" }
    return "\(registry)/\(ImageReference(workload.image).path):\(workload.tag)"
  }

  /// What `@{…}` in the definition of a pack's workload may name.
  static func workloadNames(_ pack: Pack) -> [String] {
    context(Spec(), nil, pack.name, Component(), pack, nil).keys.sorted()
  }

  /// What `@{…}` in a workload's definition stands for; an empty value stands for "not said". Paths of secrets, which depend on the workload's
  /// name, are filled in by it.
  private static func context(
    _ spec: Spec, _ pages: Pages?, _ name: String, _ component: Component, _ pack: Pack, _ target: HostPort?
  ) -> [String: String] {
    var context = [
      "name": name, "project": spec.project, "environment": spec.environment,
      "team": component.team ?? spec.team ?? spec.project,
      "target": target?.description ?? "", "remote": target.map { $0.isLocalName ? "" : $0.description } ?? "",
      "replicas": String(max(component.targets.count, 1)),
      "retention.metrics": spec.retention.metrics.description,
      "retention.metrics_size": spec.retention.metricsSize?.prometheus ?? "",
      "retention.logs": spec.retention.logs.description, "retention.traces": spec.retention.traces.description,
      "urls.grafana": pages?.grafana.base ?? "", "urls.prometheus": pages?.prometheus.base ?? "",
      "urls.alertmanager": pages?.alertmanager.base ?? "",
      "discovery.docker_socket": spec.readsDockerSocket ? Discovery.dockerSocket : "",
      "heartbeat.secret": "", "container": "", "listen.address": "", "listen.host": "", "listen.port": "",
      "probes.icmp": spec.probes.values.contains { $0.kind == .icmp } ? "icmp" : "",
    ]
    for (key, setting) in pack.settings {
      let value = component.settings[key] ?? setting.defaultValue
      context["settings.\(key)"] = setting.kind == .secret ? "" : value?.text ?? ""
    }
    return context
  }

  private func secretSettings(_ component: Component, _ pack: Pack) -> [String: SecretReference] {
    var result: [String: SecretReference] = [:]
    for (key, setting) in pack.settings where setting.kind == .secret {
      result[key] = Self.secret(component.settings[key] ?? setting.defaultValue)
    }
    return result
  }

  private static func secret(_ node: Node?) -> SecretReference? {
    guard let node else { return nil }
    var decoding = Decoding(source: SourceFile(name: "", bytes: []), family: SpecFinding.self)
    return SecretReference.codec.decode(node, &decoding)
  }

  /// Every use of a secret by a workload of the stack.
  func secretUses(_ stack: ResolvedSpec) -> [SecretUse] {
    var uses: [SecretUse] = []
    // Two of one name are reported elsewhere.
    let users = Dictionary(stack.workloads.map { ($0.name, $0.user) }) { first, _ in first }
    func add(_ references: [SecretReference], _ reader: String, _ purpose: String) {
      let user = users[reader] ?? nil
      uses += references.map { SecretUse(reference: $0, reader: reader, user: user, purpose: purpose) }
    }
    for workload in stack.workloads {
      let pack = stack.packs[workload.pack]
      for key in pack?.workload?.secrets ?? [] {
        guard let reference = workload.secretSettings[key] else { continue }
        add([reference], workload.name, pack?.settings[key]?.help ?? key)
      }
    }
    for (name, receiver) in spec.receivers { add(receiver.secrets, "alertmanager", "Receiver `\(name)`.") }
    if let heartbeat = spec.heartbeat {
      let reader = stack.runs("heartbeat") ? "heartbeat" : "alertmanager"
      add([heartbeat.url], reader, "Address of the dead-man's switch.")
    }
    for job in stack.jobs { add(job.connection.secrets, "prometheus", "Scrape `\(job.name)`.") }
    for write in spec.prometheus.remoteWrite { add(write.connection.secrets, "prometheus", "Remote write.") }
    for probe in stack.probes {
      add(probe.connection.secrets, stack.proberName, "Probe `\(probe.probe)` of \(probe.owner.name).")
    }
    return uses
  }
}

/// Fills in the texts of a workload's definition. `PackChecks` has reported what cannot be filled in: that stays as it is.
private struct WorkloadTexts {
  private let values: [String: String]
  private let context: TemplateValue

  init(_ values: [String: String]) {
    self.values = values
    context = TemplateValue(dotted: values)
  }

  /// Whether a name has a value; what has no condition holds.
  func holds(_ condition: String?) -> Bool { condition.map { values[$0]?.isEmpty == false } ?? true }

  func fill(_ text: String) -> String {
    text.includes("@") ? (try? Template(text).render(context)) ?? text : text
  }

  func fill(_ arguments: [PackWorkload.Argument]) -> [String] {
    arguments.filter { holds($0.condition) }.map { fill($0.value) }
  }

  func fill(_ variables: OrderedMap<PackWorkload.Argument>) -> OrderedMap<String> {
    variables.filter { holds($1.condition) }.mapValues { fill($0.value) }
  }
}

extension PackWorkload.Health {
  fileprivate var resolved: Workload.Health {
    if let none { return .none(reason: none) }
    return shell.map { .shell($0, startPeriod: startPeriod) } ?? .command(command, startPeriod: startPeriod)
  }
}

extension PackWorkload.Need {
  fileprivate var resolved: Workload.Need {
    let value = value ?? ""
    let kind: Workload.Need.Kind =
      switch kind {
      case .root: .root
      case .capability: .capability(value)
      case .device: .device(value)
      case .hostPath: .hostPath(value, at: path ?? value, propagation: propagation)
      case .dockerSocket: .dockerSocket
      case .dockerGroup: .dockerGroup
      case .sysctl:
        .sysctl(
          name: String(value.prefix { $0 != "=" }), value: String(value.drop { $0 != "=" }.dropFirst()))
      }
    return Workload.Need(kind: kind, reason: reason)
  }
}

extension HostPort {
  /// Whether the host is a bare name, as containers of one network, and programs of one machine, call each other.
  fileprivate var isLocalName: Bool { !host.contains(".") && !host.contains(":") }
}

extension TemplateValue {
  /// Nested mappings from dotted names: `retention.metrics` becomes `metrics` in `retention`.
  init(dotted values: [String: String]) {
    var entries: [String: TemplateValue] = [:]
    var nested: [String: [String: String]] = [:]
    for (name, value) in values {
      if let dot = name.firstIndex(of: ".") {
        nested[String(name[..<dot]), default: [:]][String(name[name.index(after: dot)...])] = value
      } else {
        entries[name] = .string(value)
      }
    }
    for (name, values) in nested { entries[name] = TemplateValue(dotted: values) }
    self = .mapping(entries)
  }
}

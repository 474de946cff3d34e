import Documents
import TextTemplate

extension Spec {
  /// Whether Prometheus asks the engine of the host that it runs on for targets.
  fileprivate var readsDockerSocket: Bool {
    services.values.contains { if case .docker(nil, _, _) = $0.discovery { true } else { false } }
  }
}

extension Resolver {
  /// The containers of every component that the stack runs: one for each target of an exporter.
  func containers(_ components: OrderedMap<Component>) -> [ContainerInstance] {
    components.flatMap { name, component -> [ContainerInstance] in
      guard component.isManaged, let pack = packs[component.pack ?? name], let definition = pack.container,
        pack.kind == .stack || spec.deploy.provide.contains(.exporters)
      else { return [] }
      let targets: [HostPort?] = component.targets.isEmpty ? [nil] : component.targets
      return targets.enumerated().map { index, target in
        let context = Self.context(spec, name, component, pack, target)
        let base = Self.fill(definition.service, context)
        return ContainerInstance(
          name: index == 0 ? base : "\(base)-\(index + 1)", owner: name, pack: pack.name, definition: definition,
          image: image(pack, definition), context: context, secretSettings: secretSettings(component, pack))
      }
    }
  }

  /// The image to run: the spec's own choice, else the pinned one, from the spec's registry where it names one.
  private func image(_ pack: Pack, _ container: PackContainer) -> String {
    if let image = spec.images[pack.name] { return image }
    guard let registry = spec.deploy.registry else { return "\(container.image):\(container.tag)" }
    return "\(registry)/\(ImageReference(container.image).path):\(container.tag)"
  }

  /// What `@{…}` in the definition of a pack's container may name.
  static func containerNames(_ pack: Pack) -> [String] {
    context(Spec(), pack.name, Component(), pack, nil).keys.sorted()
  }

  /// What `@{…}` in a container's definition stands for; an empty value stands for "not said".
  private static func context(
    _ spec: Spec, _ name: String, _ component: Component, _ pack: Pack, _ target: HostPort?
  ) -> [String: String] {
    var context = [
      "name": name, "project": spec.project, "environment": spec.environment,
      "team": component.team ?? spec.team ?? spec.project,
      "target": target?.description ?? "", "replicas": String(max(component.targets.count, 1)),
      "retention.metrics": spec.retention.metrics.description,
      "retention.metrics_size": spec.retention.metricsSize?.prometheus ?? "",
      "retention.logs": spec.retention.logs.description, "retention.traces": spec.retention.traces.description,
      "urls.grafana": Naming.grafanaURL(spec.urls), "urls.prometheus": Naming.prometheusURL(spec.urls),
      "urls.alertmanager": Naming.alertmanagerURL(spec.urls),
      "discovery.docker_socket": spec.readsDockerSocket ? Discovery.dockerSocket : "",
      "heartbeat.secret": spec.heartbeat?.url.containerPath ?? "",
    ]
    for (key, setting) in pack.settings {
      let value = component.settings[key] ?? setting.defaultValue
      context["settings.\(key)"] =
        setting.kind == .secret ? secret(value)?.containerPath ?? "" : value?.text ?? ""
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

  /// A container name's template, which holds nothing but plain names; anything else stays and is no name for Compose.
  static func fill(_ text: String, _ context: [String: String]) -> String {
    guard text.includes("@{") else { return text }
    return (try? Template(text).render(.mapping(context.mapValues { .string($0) }))) ?? text
  }

  /// Every use of a secret by a container of the stack.
  func secretUses(_ stack: Stack) -> [SecretUse] {
    var uses: [SecretUse] = []
    let user = { (container: String) in stack.containers.first { $0.name == container }?.definition.user }
    func add(_ references: [SecretReference], _ container: String, _ purpose: String) {
      uses += references.map { SecretUse(reference: $0, container: container, user: user(container), purpose: purpose) }
    }
    for container in stack.containers {
      for key in container.definition.secrets {
        guard let reference = container.secretSettings[key] else { continue }
        add([reference], container.name, stack.packs[container.pack]?.settings[key]?.help ?? key)
      }
    }
    for (name, receiver) in spec.receivers { add(receiver.secrets, "alertmanager", "Receiver `\(name)`.") }
    if let heartbeat = spec.heartbeat {
      let reader = stack.runs("heartbeat") ? "heartbeat" : "alertmanager"
      add([heartbeat.url], reader, "Address of the dead-man's switch.")
    }
    for job in stack.jobs { add(job.connection.secrets, "prometheus", "Scrape `\(job.name)`.") }
    for write in spec.prometheus.remoteWrite { add(write.connection.secrets, "prometheus", "Remote write.") }
    let prober = stack.containers.first { $0.pack == "blackbox" }?.name ?? "blackbox"
    for probe in stack.probes {
      add(probe.connection.secrets, prober, "Probe `\(probe.probe)` of \(probe.owner.name).")
    }
    return uses
  }
}

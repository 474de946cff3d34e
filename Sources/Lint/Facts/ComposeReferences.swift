import Documents
import Formats

/// What services of a Compose file name, and where it is defined.
package enum ComposeSection: String, CaseIterable, Sendable {
  case services, networks, volumes, secrets, configs

  package var noun: String {
    switch self {
    case .services: "service"
    case .networks: "network"
    case .volumes: "volume"
    case .secrets: "secret"
    case .configs: "configuration"
    }
  }
}

/// A name in a service of something that is defined elsewhere.
package struct ComposeReference: Sendable {
  package let section: ComposeSection
  package let name: String
  package let range: Range<Int>
  /// Of the service that it stands in.
  package let key: String
  /// `service_healthy`, where the service waits for that and does not start otherwise.
  package let healthCondition: Range<Int>?

  static func all(of service: ComposeService, in source: SourceFile) -> [ComposeReference] {
    lists(of: service, in: source) + volumes(of: service, in: source) + dependencies(of: service, in: source)
      + shared(by: service, in: source)
  }

  private static func lists(of service: ComposeService, in source: SourceFile) -> [ComposeReference] {
    [ComposeSection.networks, .secrets, .configs].flatMap { section in
      let items = service.node[section.rawValue]
      return (items?.sequence ?? (items?.mapping ?? []).map(\.key)).compactMap { item in
        Text(item["source"] ?? item).flatMap { ComposeReference(section, $0, in: source, under: section.rawValue) }
      }
    }
  }

  private static func volumes(of service: ComposeService, in source: SourceFile) -> [ComposeReference] {
    service.mounts.compactMap { mount in
      guard !mount.isBind, let text = Text(mount.node["source"] ?? mount.node),
        mount.node["type"]?.text ?? "volume" == "volume",
        // Before a colon, a letter is a drive of Windows.
        mount.node["source"] != nil || mount.source.utf8.count > 1,
        !mount.source.includes("/"), !mount.source.includes("\\"), text.value.hasPrefix(mount.source)
      else { return nil }
      return ComposeReference(.volumes, text, named: mount.source, in: source, under: "volumes")
    }
  }

  private static func dependencies(of service: ComposeService, in source: SourceFile) -> [ComposeReference] {
    service.dependencies.compactMap { name, condition, isOptional in
      let waits = condition?.value == "service_healthy" && !isOptional
      return ComposeReference(
        .services, name, in: source, under: "depends_on",
        healthCondition: waits ? condition?.contentRange(in: source) : nil)
    }
  }

  /// Services whose volumes, names or namespaces a service has too.
  private static func shared(by service: ComposeService, in source: SourceFile) -> [ComposeReference] {
    let lists = ["links", "volumes_from"].flatMap { key in
      (service.node[key]?.sequence ?? []).compactMap { item -> ComposeReference? in
        guard let text = Text(item), !text.value.hasPrefix("container:") else { return nil }
        let name = text.value.prefix { $0 != ":" }
        return ComposeReference(.services, text, named: String(name), in: source, under: key)
      }
    }
    let prefix = "service:"
    return lists
      + ["network_mode", "ipc", "pid"].compactMap { key in
        guard let text = Text(service.node[key]), text.value.hasPrefix(prefix) else { return nil }
        let name = String(text.value.dropFirst(prefix.count))
        return ComposeReference(.services, text, named: name, at: prefix.utf8.count, in: source, under: key)
      }
  }

  /// - Parameters:
  ///   - name: a part of the text, where it is not all of it.
  ///   - start: where in the text the name begins, in bytes.
  /// - Returns: nil for none, and for one that variables make or that is to be filled in, `<NAME>`.
  private init?(
    _ section: ComposeSection, _ text: Text, named name: String? = nil, at start: Int = 0, in source: SourceFile,
    under key: String, healthCondition: Range<Int>? = nil
  ) {
    let name = name ?? text.value
    guard !name.isEmpty, !Interpolation.isNeeded(name), !name.includes("<") else { return nil }
    self.section = section
    self.name = name
    range = text.range(of: start..<start + name.utf8.count, in: source)
    self.key = key
    self.healthCondition = healthCondition
  }
}

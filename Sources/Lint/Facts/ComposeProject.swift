import Formats

/// The Compose files of a folder, with those that they may be merged with.
///
/// Which files somebody merges, `-f` says, and no file. So what is missing in one may stand in any that lies beside it or in a
/// folder above, that it takes in, or that takes it in.
package struct ComposeProject {
  package let files: [ComposeFact]
  /// Those and the others.
  private let all: [ComposeFact]
  private let names: [ComposeSection: Set<String>]
  private let definitions: [String: [ComposeServiceFact]]
  /// Whether a file is taken in that nobody gave.
  private let isCut: Bool
  /// Names, without tags, of the images that are built here.
  package let builtImages: Set<String>

  init(_ files: [ComposeFact], among all: [ComposeFact], isCut: Bool) {
    self.files = files
    self.all = all
    self.isCut = isCut
    var names = Dictionary(
      uniqueKeysWithValues: ComposeSection.allCases.map { section in
        (section, all.reduce(into: Set()) { $0.formUnion($1.names(section)) })
      })
    names[.networks]?.insert("default")
    self.names = names
    let services = all.flatMap(\.services)
    definitions = Dictionary(grouping: services, by: \.name)
    builtImages = Set(services.filter(\.isBuilt).map(\.image))
  }

  package var isAlone: Bool { all.count == 1 }

  package func names(_ section: ComposeSection) -> Set<String> { names[section] ?? [] }

  /// Every definition of a service by that name.
  package func definitions(of service: String) -> [ComposeServiceFact] { definitions[service] ?? [] }

  /// All that may say something of a service: its definitions, and what these take over from other services.
  package func layers(of service: String) -> [ComposeServiceFact] {
    var layers: [ComposeServiceFact] = []
    var waiting = [service], seen: Set<String> = []
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted else { continue }
      let definitions = definitions(of: name)
      layers += definitions
      waiting += definitions.compactMap(\.borrowed?.service)
    }
    return layers
  }

  /// Whether all that a service is made of was given.
  package func isWhole(_ service: String) -> Bool {
    let layers = layers(of: service)
    return layers.contains { !$0.isPartial || $0.imageText != nil || $0.isBuilt }
      && layers.allSatisfy { layer in
        layer.borrowed.map { other in all.contains { ProjectPath.normalized($0.source.name) == other.file } } ?? true
      }
  }

  /// Whether all was given that a file's names may be defined in.
  package func isWhole(_ file: ComposeFact) -> Bool {
    !isCut && file.services.allSatisfy { isWhole($0.name) } && (!file.isOverride || all.contains { !$0.isOverride })
  }

  /// Whether a service that is run as it stands lacks something that nothing beside it adds.
  package func lacks(_ service: ComposeServiceFact, _ isMissing: (ComposeServiceFact) -> Bool) -> Bool {
    !service.isPartial && layers(of: service.name).allSatisfy(isMissing)
  }

  /// Whether a file, or one that is laid over others unasked, takes away what a service says under a key, or all of it.
  package func isReplaced(_ key: String, of service: String, by file: ComposeFact) -> Bool {
    all.contains { other in
      (other.isOverride || other.source === file.source)
        && other.removals.contains { $0.path == ["services", service] || $0.path == ["services", service, key] }
    }
  }

  /// The file with what the others say of its services, as far as that makes more of them possible.
  package func merged(_ file: ComposeFact) -> ComposeFact {
    var merged = file
    merged.externalNetworks = all.reduce(into: []) { $0.formUnion($1.externalNetworks) }
    merged.services = file.services.map { service in
      layers(of: service.name).reduce(service) { $0.with($1) }.inDefaultNetwork
    }
    return merged
  }
}

extension ComposeServiceFact {
  fileprivate func with(_ other: ComposeServiceFact) -> ComposeServiceFact {
    var merged = self
    if image.isEmpty { merged.image = other.image }
    if !hasCommand, other.hasCommand { merged.flags = other.flags }
    merged.networks.formUnion(other.networks)
    merged.names.formUnion(other.names)
    merged.knownHosts.formUnion(other.knownHosts)
    merged.ports += other.ports
    merged.exposed.formUnion(other.exposed)
    merged.otherMounts += other.mounts
    return merged
  }

  /// In the network of those who name none.
  fileprivate var inDefaultNetwork: ComposeServiceFact {
    var service = self
    if service.networks.isEmpty, networkMode == nil { service.networks = ["default"] }
    return service
  }
}

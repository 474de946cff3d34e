import Formats

/// The Compose files of a folder, with those that they may be merged with.
///
/// Which files somebody merges, `-f` says, and no file. So what is missing in one may stand in any that lies beside it or in a
/// folder above, that it takes in, or that takes it in.
package struct ComposeProject: Sendable {
  package let files: [ComposeFact]
  /// No other file is near.
  package let isAlone: Bool
  /// Names, without tags, of the images that are built here.
  package let builtImages: Set<String>
  private let names: [ComposeSection: Set<String>]
  private let services: [String: ComposeServiceUnion]
  private let externalNetworks: Set<String>
  /// Whether all is given that files take in.
  private let isClosed: Bool
  /// Whether a file is there that an override lies over.
  private let hasBase: Bool
  /// What files take away that are laid over others unasked.
  private let overridden: Set<[String]>

  init(_ files: [ComposeFact], among all: [ComposeFact], isClosed: Bool) {
    self.files = files
    self.isClosed = isClosed
    isAlone = all.count == 1
    hasBase = all.contains { !$0.isOverride }
    overridden = all.filter(\.isOverride).reduce(into: []) { $0.formUnion($1.removals.map(\.path)) }
    externalNetworks = all.reduce(into: []) { $0.formUnion($1.externalNetworks) }
    var names: [ComposeSection: Set<String>] = [:]
    for section in ComposeSection.allCases {
      names[section] = all.reduce(into: section == .networks ? ["default"] : []) { $0.formUnion($1.names(section)) }
    }
    self.names = names
    let definitions = Dictionary(grouping: all.flatMap(\.services), by: \.name)
    builtImages = Set(definitions.values.joined().filter(\.isBuilt).map(\.image))
    let given = Set(all.map { ProjectPath.normalized($0.source.name) })
    services = definitions.mapValues { ComposeServiceUnion(of: $0, among: definitions, given: given) }
  }

  package func names(_ section: ComposeSection) -> Set<String> { names[section] ?? [] }

  /// All that is said of a service by that name; nil where there is none.
  package func union(of service: String) -> ComposeServiceUnion? { services[service] }

  /// Whether all was given that a file's names may be defined in.
  package func isWhole(_ file: ComposeFact) -> Bool {
    isClosed && (!file.isOverride || hasBase) && file.services.allSatisfy { services[$0.name]?.isWhole == true }
  }

  /// Whether a file, or one that is laid over others unasked, takes away what a service says under a key, or all of it.
  package func isReplaced(_ key: String, of service: String, by file: ComposeFact) -> Bool {
    [["services"], ["services", service], ["services", service, key]].contains {
      overridden.contains($0) || file.removedPaths.contains($0)
    }
  }

  /// The file with what the others say of its services, as far as that makes more of them possible.
  package func merged(_ file: ComposeFact) -> ComposeFact {
    var merged = file
    merged.externalNetworks = externalNetworks
    merged.services = file.services.map { service in services[service.name]?.completing(service) ?? service }
    return merged
  }
}

/// What all definitions of services by one name say together, and what these take over from other services.
package struct ComposeServiceUnion: Sendable {
  /// Its definitions.
  package let definitions: [ComposeServiceFact]
  /// Whether all that it is made of was given.
  package let isWhole: Bool
  package let isBuilt: Bool
  package let images: Set<String>
  package let health: Set<ComposeServiceFact.Health>
  package let limitsMemory: Bool
  package let rotatesLogs: Bool
  /// Whether one of its definitions takes it out of the networks of the file.
  private let leavesNetwork: Bool
  /// Every name, network, port and mount of any of them.
  private let sum: ComposeServiceFact

  /// - Parameter given: the paths of all files.
  init(of definitions: [ComposeServiceFact], among all: [String: [ComposeServiceFact]], given: Set<String>) {
    self.definitions = definitions
    var layers = definitions
    var waiting = definitions.compactMap(\.borrowed?.service), seen: Set<String> = [definitions[0].name]
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted, let others = all[name] else { continue }
      layers += others
      waiting += others.compactMap(\.borrowed?.service)
    }
    isBuilt = layers.contains(where: \.isBuilt)
    images = Set(layers.compactMap(\.imageText))
    health = Set(layers.map(\.health))
    limitsMemory = layers.contains(where: \.limitsMemory)
    rotatesLogs = layers.contains { $0.logging == .rotated }
    let isRun = isBuilt || !images.isEmpty || layers.contains { !$0.isPartial }
    isWhole = isRun && layers.allSatisfy { $0.borrowed.map { $0.file.map(given.contains) ?? false } ?? true }
    leavesNetwork = layers.contains { $0.networkMode != nil && $0.networkMode != "bridge" }
    var sum = layers[0]
    for layer in layers.dropFirst() { sum.add(layer) }
    // What stands alone and names no network is in the one that all are in.
    if layers.contains(where: { !$0.isPartial && $0.networks.isEmpty && $0.networkMode == nil })
      || sum.networks.isEmpty && sum.networkMode == nil
    {
      sum.networks.insert("default")
    }
    self.sum = sum
  }

  /// One of the definitions, with what it leaves unsaid.
  fileprivate func completing(_ service: ComposeServiceFact) -> ComposeServiceFact {
    var service = service
    if service.image.isEmpty { service.image = sum.image }
    if !service.hasCommand { service.flags = sum.flags }
    service.networks = sum.networks
    service.names = sum.names
    service.knownHosts = sum.knownHosts
    service.ports = sum.ports
    service.exposed = sum.exposed
    service.otherMounts = sum.mounts
    service.mayLeaveNetwork = leavesNetwork && service.networkMode == nil
    return service
  }
}

extension ComposeServiceFact {
  fileprivate mutating func add(_ other: ComposeServiceFact) {
    if image.isEmpty { image = other.image }
    if !hasCommand, other.hasCommand {
      flags = other.flags
      hasCommand = true
    }
    networks.formUnion(other.networks)
    names.formUnion(other.names)
    knownHosts.formUnion(other.knownHosts)
    ports += other.ports
    exposed.formUnion(other.exposed)
    mounts += other.mounts
  }
}

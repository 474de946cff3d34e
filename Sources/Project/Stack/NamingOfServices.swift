import Documents

/// What services call the metrics of their packs. Thousands may say the same, and share what comes of it.
struct NamingOfServices {
  private let packs: [String: Pack]
  private var known: [Key: ServiceNames] = [:]

  private struct Key: Hashable {
    var packs: [String]
    var names: [NameSource]
  }

  init(_ packs: [String: Pack]) { self.packs = packs }

  /// Nil where a service calls everything as its packs do.
  mutating func names(of service: Service, packs names: [String]) -> ServiceNames? {
    if service.names.isEmpty { return nil }
    let key = Key(packs: names, names: service.names)
    let result = known[key] ?? read(service.names, names.compactMap { packs[$0] })
    known[key] = result
    return result
  }

  private func read(_ sources: [NameSource], _ packs: [Pack]) -> ServiceNames {
    var names: [OrderedMap<ExposedName>] = []
    var lacking: [Signal] = []
    var described: OrderedMap<Metric> = [:]
    for source in sources {
      switch source {
      case .mapping(let own):
        // What somebody names is exposed, whatever a preset says.
        lacking.removeAll { own[$0.description] != nil }
        names.append(own)
      case .preset(let name):
        for preset in packs.compactMap({ $0.presets[name] }) {
          names.append(preset.names)
          lacking += preset.notExposed
          described = described.refined(by: preset.metrics)
        }
      }
    }
    var metrics: OrderedMap<Metric> = [:]
    for pack in packs { for (name, metric) in pack.metrics where metrics[name] == nil { metrics[name] = metric } }
    return ServiceNames(names, of: metrics, notExposed: lacking.uniqued(), described: described)
  }
}

import Documents

/// An entry of a draft, by where it stands in the spec.
struct Location: Hashable {
  var section: String
  /// Of a mapping.
  var name = ""
  /// Of a list.
  var index: Int?
  /// Within a service.
  var key: String?
  /// Within a service's objectives or metrics.
  var item: String?
}

extension Draft {
  /// Takes an entry out that the spec's checks refuse, and says so.
  mutating func remove(_ location: Location, _ reason: String) {
    let (what, entry) = takeOut(location)
    leave(.leftOut, "\(what): \(reason)", at: entry?.place ?? Place("pharos.yml", line: 1, column: 1))
  }

  private mutating func takeOut(_ location: Location) -> (what: String, entry: Entry?) {
    let name = location.name
    func takeOut(_ path: WritableKeyPath<Draft, OrderedMap<Entry>>) -> (String, Entry?) {
      defer { self[keyPath: path][name] = nil }
      return ("`\(name)` under `\(location.section)`", self[keyPath: path][name])
    }
    switch location.section {
    case "alerts": return takeOut(\.alerts)
    case "probes": return takeOut(\.probes)
    case "receivers": return takeOut(\.receivers)
    case "components": return takeOut(\.components)
    case "time_intervals": return takeOut(\.timeIntervals)
    case "prometheus": return takeOut(\.prometheus)
    case "routes": return ("a route", location.index.map { routes.remove(at: $0) })
    case "services": return takeOutOfService(location)
    case "heartbeat":
      defer { heartbeat = nil }
      return ("`heartbeat`", heartbeat)
    case "deploy":
      defer { network = nil }
      return ("the network", network)
    case "urls":
      defer { runbooks = nil }
      return ("the address of the runbooks", nil)
    case "severities":
      severities = [:]
      return ("`severities`", nil)
    default:
      knownMetrics = []
      return ("`\(location.section)`", nil)
    }
  }

  /// An objective, a metric, a key; without where it is scraped, the whole service.
  private mutating func takeOutOfService(_ location: Location) -> (String, Entry?) {
    let name = location.name
    let place = services[name].flatMap { service in service.place.map { Entry(.null, from: $0) } }
    guard let key = location.key, !["targets", "discovery"].contains(key) else {
      services[name] = nil
      return ("the service `\(name)`", place)
    }
    guard let item = location.item else {
      services[name]?.keys[key] = nil
      if key == "objectives" { services[name]?.objectives = [:] }
      if key == "metrics" { services[name]?.metrics = [:] }
      return ("`\(key)` of `\(name)`", place)
    }
    let path: WritableKeyPath<DraftService, OrderedMap<Entry>> = key == "metrics" ? \.metrics : \.objectives
    defer { services[name]?[keyPath: path][item] = nil }
    return ("`\(item)` of `\(name)`", services[name]?[keyPath: path][item])
  }
}

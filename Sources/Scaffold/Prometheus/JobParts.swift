import Documents
import Project

/// What the targets of one job are: beginners write one job for everything that they scrape.
struct JobParts {
  /// What the stack has itself, with the name that it has there.
  private(set) var own: (name: String, targets: [HostPort])?
  private(set) var exporters: [(pack: Pack, targets: [HostPort])] = []
  /// Servers that speak no HTTP, with the packs that watch them.
  private(set) var servers: [(target: HostPort, pack: String)] = []
  /// Services, as far as is known.
  private(set) var rest: [HostPort] = []

  /// How many things it is, besides what the stack has itself.
  var count: Int { exporters.count + (rest.isEmpty ? 0 : 1) }

  init(_ job: String, _ targets: [HostPort], _ packs: PackKnowledge) {
    var others: [HostPort] = []
    for target in targets {
      if let part = packs.partOfStack(job, at: target) {
        own = (own?.name ?? part.name, (own?.targets ?? []) + [target])
      } else if let pack = packs.server(atPort: target.port) {
        servers.append((target, pack.name))
      } else {
        others.append(target)
      }
    }
    let ports = others.map { packs.exporter(of: job, at: $0) }
    // The name of a job counts for all of its targets, unless their ports are of different exporters.
    if Set(ports.compactMap { $0?.name }).count < 2, let pack = packs.exporter(ofJob: job, at: others),
      ports.allSatisfy({ $0 == nil || $0?.name == pack.name })
    {
      exporters = [(pack, others)]
      return
    }
    var places: [String: Int] = [:]
    for (target, pack) in zip(others, ports) {
      guard let pack else {
        rest.append(target)
        continue
      }
      if let place = places[pack.name] {
        exporters[place].targets.append(target)
      } else {
        places[pack.name] = exporters.count
        exporters.append((pack, [target]))
      }
    }
  }
}

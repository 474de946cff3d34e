import Documents
import Exposition
import Project

/// What the packs know of their software, to tell what an image, a scrape job, a metric or an exposition is of.
struct PackKnowledge: Sendable {
  private let files: PackFiles
  /// Without their rules, by name.
  private let packs: [Pack]
  private let packsByImage: [String: Pack]

  init(_ files: PackFiles) {
    self.files = files
    packs = files.packNames.compactMap(files.identity)
    exporters = packs.filter { $0.kind == .exporter }
    parts = packs.filter { $0.kind == .stack && $0.workload != nil }
    let images = packs.flatMap { pack in pack.detection.images.map { ($0, pack) } }
    packsByImage = Dictionary(images) { first, _ in first }
  }

  subscript(_ name: String) -> Pack? { packs.first { $0.name == name } }

  private let exporters: [Pack]
  /// Packs of what a monitoring stack itself runs.
  private let parts: [Pack]

  // MARK: In files of others

  /// - Parameter image: without tag and digest, `library/postgres`; the whole name counts before its last part.
  func pack(ofImage image: String) -> Pack? {
    packsByImage[image] ?? image.split(separator: "/").last.flatMap { packsByImage[String($0)] }
  }

  /// The pack that an exporter's image is of, `redis_exporter` as `redis-exporter`.
  func exporter(ofImage name: String) -> Pack? {
    func plain(_ name: String) -> String { Self.normalized(name).replacing("prometheus-", with: "") }
    return exporters.first { pack in
      pack.workload.map { plain(ImageReference($0.image).shortName) } == plain(name)
    }
  }

  /// The pack whose server a container runs, whatever its image is called.
  func pack(ofProgram path: String) -> Pack? {
    let program = path.split(separator: "/").last.map(String.init) ?? ""
    return packs.first { $0.detection.server.programs.contains(program) }
  }

  /// The pack whose software has a program that this healthcheck runs.
  func pack(ofHealthcheck command: String) -> Pack? {
    packs.first { $0.detection.commands.contains { Self.has(command, word: $0) } }
  }

  /// The exporter that a job scrapes: by its ports, else by what the job or one of its hosts is called.
  func exporter(ofJob name: String, at targets: [HostPort]) -> Pack? {
    let byPort = targets.map { exporter(of: name, at: $0) }
    if let pack = byPort.first ?? nil, byPort.allSatisfy({ $0?.name == pack.name }) { return pack }
    let names = ([name] + targets.map(\.host)).map(Self.normalized)
    // `rabbitmq-queues` is not `rabbitmq`.
    return exporter { pack in Self.words(of: pack).filter { word in names.contains { Self.has($0, word: word) } } }
  }

  /// The exporter whose metrics are at the port of a target, unless the host or the job is called after another one: `duckdb-exporter`.
  func exporter(of job: String, at target: HostPort) -> Pack? {
    guard let pack = exporters.first(where: { $0.detection.ports.contains(target.port) }) else { return nil }
    let words = Self.words(of: pack).union([pack.name]).union(pack.detection.images)
    let others = [job, target.host].map(Self.normalized).filter { $0.hasSuffix("-exporter") }.filter { name in
      !words.contains { word in Self.has(name, word: word) || name.hasPrefix(word) }
    }
    return others.isEmpty ? pack : nil
  }

  /// The software that speaks its own protocol at a port, by its pack.
  func server(atPort port: Int) -> Pack? {
    exporters.first { $0.workload != nil && $0.detection.server.port == port && KnownPort(port) != .http }
  }

  /// The part of a monitoring stack that a job scrapes at a target: by its port, and by what the host or, on the machine itself, the job is called.
  func partOfStack(_ job: String, at target: HostPort) -> Pack? {
    let host = Self.normalized(target.host)
    let isHere = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"].contains(host)
    // `prometheus.example.com` is somebody else's.
    let isNear = !host.contains(".") || host.hasSuffix(".svc") || host.hasSuffix(".svc.cluster.local")
    return parts.first { pack in
      guard pack.scrape?.port == target.port else { return false }
      return isHere ? Self.has(Self.normalized(job), word: pack.name) : isNear && Self.has(host, word: pack.name)
    }
  }

  /// The first exporter with the longest of all words that fit: that says most.
  private func exporter(_ fitting: (Pack) -> [String]) -> Pack? {
    let lengths = exporters.map { fitting($0).map(\.count).max() ?? 0 }
    guard let longest = lengths.max(), longest > 0 else { return nil }
    return lengths.firstIndex(of: longest).map { exporters[$0] }
  }

  /// Whether a word stands in a text with no letter, digit or `_` beside it.
  private static func has(_ text: String, word: String) -> Bool {
    func isPart(_ byte: UInt8?) -> Bool { byte.map { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") } ?? false }
    let (text, word) = (Array(text.utf8), Array(word.utf8))
    guard !word.isEmpty, text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { start in
      let end = start + word.count
      return text[start..<end].elementsEqual(word) && !isPart(start > 0 ? text[start - 1] : nil)
        && !isPart(end < text.count ? text[end] : nil)
    }
  }

  /// `node-exporter` of `prometheus-node-exporter`: what people call an exporter.
  private static func words(of pack: Pack) -> Set<String> {
    let image = pack.workload.map { ImageReference($0.image).shortName }
    let programs = (pack.workload?.program?.names ?? []) + [image].compactMap { $0 } + pack.detection.jobs
    return Set(programs.map { normalized($0).replacing("prometheus-", with: "") })
  }

  private static func normalized(_ name: String) -> String { name.lowercased().replacing("_", with: "-") }

  /// The exporter whose metrics begin like this one.
  func exporter(ofMetric name: String) -> Pack? {
    exporter { $0.detection.metrics.filter { name.hasPrefix($0) } }
  }

  /// The first pack of signals that a variable of an environment speaks for, and the variable.
  func signals(in environment: [String: String?]) -> (pack: Pack, variable: String)? {
    for pack in packs where pack.kind == .signals {
      if let variable = pack.detection.variables.first(where: { environment[$0] != nil }) { return (pack, variable) }
    }
    return nil
  }

  /// Names of packs that watch a machine with containers, each with what is said of it.
  var ofMachines: [(pack: String, note: String)] {
    exporters.compactMap { pack in pack.detection.machine.map { (pack.name, $0) } }
  }

  // MARK: In expositions

  /// The exporter that most of whose metrics are there.
  func exporter(of names: Set<String>) -> Pack? {
    exporters.first { pack in 2 * pack.metrics.count { names.contains($0.key) } >= pack.metrics.count }
  }

  /// Packs of signals of which enough is exposed for one of their alerts, each by the names that it has there.
  func signals(in families: [String: MetricFamily]) -> [ExposedPack] {
    // The others are applied without being asked for.
    packs.filter { $0.kind == .signals && !$0.metrics.isEmpty && $0.appliesTo == nil }.compactMap { identity in
      // Several may have the metrics of the process; a pack that says how its own begin has some of those.
      let beginnings = identity.detection.metrics
      let isThere = beginnings.isEmpty || families.keys.contains { name in beginnings.contains { name.hasPrefix($0) } }
      guard isThere, let pack = files.read(identity.name).pack else { return nil }
      let found = ExposedPack(pack, in: families)
      return PackFit(pack, lacking: found.lacking).pack.alerts.contains { $1.isEnabled } ? found : nil
    }
  }
}

extension MetricFamily {
  /// Whether it is of the type that a pack says. Without a `# TYPE` its name has to do; the text format has neither info nor stateset.
  func fits(_ metric: Metric) -> Bool {
    guard let type, let asked = metric.type, asked != .unknown, type != .untyped else { return true }
    return type.rawValue == asked.rawValue || type == .gauge && [.info, .stateset].contains(asked)
  }
}

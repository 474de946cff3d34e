import Documents
import Formats
import Project

/// A job of a prober as probes of the spec. How it asks is the prober's module: its configuration is not at hand, so that the name tells.
///
/// Names are those of <https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/blackbox.yml> and what people make of them.
struct ProbeImport {
  let job: Formats.ScrapeJob
  let name: String
  let source: SourceFile

  func add(to draft: inout Draft) {
    draft.rename(job: name, to: RenamedJobs.probes)
    for target in job.targets {
      let place = Place(target.address.range, in: source)
      let module = module(of: target)
      guard let (host, entry) = probe(target.address.value, module, place) else {
        draft.leave(.leftOut, "a target of the prober's job `\(name)`, \(reason(module))", at: place)
        continue
      }
      draft.probes[draft.ownerName(host, or: "probe-of-\(name)")] = entry
    }
    let connection = ConnectionImport(node: job.node, owner: name, source: source)
    // The module is all that a prober is asked with.
    var known: Set<String> = ["job_name", "static_configs", "metrics_path", "relabel_configs"]
    if let asked = job.node["params"]?.mapping, asked.count == 1, asked[0].key.text == "module" {
      known.insert("params")
    }
    connection.leaveRest(besides: known, "the prober's job `\(name)`", &draft)
  }

  /// Why a target is no probe.
  private func reason(_ module: Module) -> String {
    switch module.kind {
    case .http: "which is no address of http or https without a secret"
    case nil: "whose module `\(Remark.plain(module.name))` does not tell how it is asked"
    default: "which is no address that can be asked so"
    }
  }

  // MARK: How it asks

  private struct Module {
    var name: String
    var kind: Probe.Kind?
    var isSecure: Bool
  }

  /// The module of a target: by its own label, or the job's parameter.
  private func module(of target: StaticTarget) -> Module {
    let labels = ["__param_module", "module"].lazy.compactMap { name in
      target.labels.first { $0.key.value == name }?.value.value
    }
    // Without one it is `http_2xx`.
    let name = labels.first ?? job.node["params"]?["module"]?.sequence?.first?.text ?? "http_2xx"
    let text = name.lowercased()
    let kind = Self.words.first { word, _ in
      text.hasPrefix(word) || text.contains("_\(word)") || text.contains("-\(word)")
    }?.1
    let isSecure = text.contains("tls") || text.contains("ssl") || text.contains("pop3s")
    // The exporter's own example asks over TLS unless the name says otherwise.
    return Module(name: name, kind: kind, isSecure: isSecure || kind == .grpc && !text.contains("plain"))
  }

  private static let words: [(String, Probe.Kind)] = [
    ("http", .http), ("icmp", .icmp), ("ping", .icmp), ("dns", .dns), ("grpc", .grpc), ("tcp", .tcp), ("ssh", .tcp),
    ("pop3", .tcp), ("irc", .tcp), ("smtp", .tcp), ("imap", .tcp), ("tls", .tcp),
  ]

  // MARK: What it becomes

  /// Nil where the address is none that is asked so.
  private func probe(_ text: String, _ module: Module, _ place: Place) -> (host: String, entry: Entry)? {
    switch module.kind {
    case .http:
      let url = text.contains("://") ? text : "http://\(text)"
      guard let address = WebAddress(url), !SecretAddress.holdsSecret(url) else { return nil }
      return (address.host, Entry(["url": .string(url)], from: place))
    case .tcp, .grpc:
      guard let kind = module.kind, let target = HostPort(text) else { return nil }
      var value: Tree = ["type": .string(kind.rawValue), "target": .string(target.description)]
      if module.isSecure { value["tls"] = true }
      return (target.host, Entry(value, note: module.isSecure ? guess(module, "asks over TLS") : nil, from: place))
    case .icmp:
      let host = HostPort(text)?.host ?? text
      guard Host.isValid(host) else { return nil }
      return (host, Entry(["type": "icmp", "host": .string(host)], from: place))
    case .dns:
      guard let server = HostPort(text)?.description ?? (Host.isValid(text) ? text : nil) else { return nil }
      let note =
        "The name that it asks for is in the module `\(Remark.plain(module.name))` of the prober; this is only a place to put it."
      let value: Tree = ["type": "dns", "name": "example.com", "server": .string(server)]
      return (HostPort(text)?.host ?? text, Entry(value, note: note, from: place))
    case nil: return nil
    }
  }

  private func guess(_ module: Module, _ what: String) -> String {
    "A guess by its name: the module `\(Remark.plain(module.name))` \(what)."
  }
}

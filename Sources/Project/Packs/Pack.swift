import Documents
import RE2

/// A folder of data that teaches pharos one thing; the format is in `docs/packs.md`.
package struct Pack: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case signals, exporter, stack }
  /// What a pack is applied to without being asked for.
  package enum Applicability: String, CaseIterable, Sendable {
    case services, components, probes
    /// Services with objectives.
    case objectives
    /// Services that send their metrics to the collector.
    case otlp
    /// Services that count tokens, where the spec has prices of models.
    case prices
  }

  package enum Source: String, CaseIterable, Sendable { case spans }

  package var name = ""
  package var title = ""
  package var kind = Kind.signals
  package var appliesTo: Applicability?
  /// Whether a client library, or a tool, exposes its metrics by itself: no code is generated for them.
  package var isOfLibrary = false
  /// What the stack makes its metrics of, where no program exposes them.
  package var source: Source?
  package var summary = ""
  package var version: SoftwareVersion?
  package var sources: [String] = []
  package var settings: OrderedMap<PackSetting> = [:]
  package var scrape: PackScrape?
  package var metrics: OrderedMap<Metric> = [:]
  package var workload: PackWorkload?
  package var detection = PackDetection()
  /// What somebody has to do to the software before it can be watched.
  package var setup: String?

  // Of the pack's other files.
  package var records: [PackRecord] = []
  package var alerts: OrderedMap<PackAlert> = [:]
  package var rows: [PackRow] = []
  /// Alerts that the version which the spec names, or the owner, does not have, each with the reason.
  var leftOut: [String: Lack] = [:]
  /// Labels of its metrics that the version, or the owner, does not have; its rules group by them all the same.
  package var lackingLabels: [Signal] = []
  /// What libraries call its metrics, by name.
  package var presets: OrderedMap<NamePreset> = [:]
  /// Runbooks of the pack's own, by name.
  package var runbooks: OrderedMap<SourceFile> = [:]

  package init() {}

  /// The pack with the rules alone that speak of its exporter, or of what that watches.
  func about(_ subject: PackAlert.Subject) -> Pack {
    var pack = self
    pack.alerts = alerts.filter { $1.subject == subject }
    if subject == .exporter { pack.records = [] }
    return pack
  }

  package static let section = Section(
    "pack", "What a pack is: its metrics and, for what runs, its scrape and workload.", default: Pack(),
    fields: [
      .init("name", \.name, Name.owner, "Equals the folder.", isRequired: true),
      .init("title", \.title, .string, "Name for people.", isRequired: true),
      .init(
        "kind", \.kind, .word, "What it is applied to: a service, a component, a part of the stack.", isRequired: true),
      .init("library", \.isOfLibrary, .boolean, "Whether a client library or a tool exposes its metrics by itself."),
      .init("made_of", \.source, .word, "What the collector makes its metrics of, where no program exposes them."),
      .init("applies_to", \.appliesTo, .word, "What it is applied to without being asked for."),
      .init("summary", \.summary, .string, "One sentence.", isRequired: true),
      .init("version", \.version, Name.version, "Version of the software whose metrics are catalogued."),
      .init("sources", \.sources, .list(of: .string), "Where the facts were read."),
      .init(
        "settings", \.settings, .mapping(of: PackSetting.section.codec, key: Name.label),
        "Keys of the component besides the common ones."),
      .init("scrape", \.scrape, PackScrape.section.codec, "Where the exporter answers."),
      .init(
        "metrics", \.metrics, .mapping(of: Metric.catalogueSection.codec, key: Name.catalogued), "The metric catalogue."
      ),
      .init(
        "workload", \.workload, PackWorkload.section.codec,
        "What runs; without it, the software exposes its metrics itself."),
      .init("detect", \.detection, PackDetection.section.codec, "By what the software shows in files of others."),
      .init("setup", \.setup, .string, "What somebody has to do to the software before it can be watched."),
    ])
}

/// A key that components of the pack take.
package struct PackSetting: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case string, integer, boolean, duration, url, address, secret }

  package var kind = Kind.string
  package var isRequired = false
  package var defaultValue: Node?
  package var help = ""
  package var example: String?
  /// What the whole value matches, where it becomes a part of something with a syntax of its own.
  package var pattern: Pattern?

  package static let section = Section(
    "pack_setting", "A key that components of the pack take.", default: PackSetting(),
    fields: [
      .init("type", \.kind, .word, "Type of the value.", isRequired: true),
      .init("required", \.isRequired, .boolean, "Whether it must be said."),
      .init("default", \.defaultValue, .node(), "Value if not said."),
      .init("help", \.help, .string, "What it means.", isRequired: true),
      .init("example", \.example, .text, "A value."),
      .init(
        "pattern", \.pattern, pattern,
        "Regular expression that the whole value matches; a string that becomes a part of a longer text needs one."),
    ])

  private static let pattern = Codec.string.checked { text in
    Pattern.problem(in: text).map { ("`\(text)` is no regular expression: \($0.message)", "write it like `[a-z]+`") }
  }
  .map(to: { try? Pattern($0) }, from: { $0?.text }).unwrapped()
}

/// Where an exporter answers.
package struct PackScrape: Sendable {
  package var port = 0
  package var path = "/metrics"
  package var interval: PrometheusDuration?
  package var timeout: PrometheusDuration?
  package var parameters: OrderedMap<[String]> = [:]

  package static let section = Section(
    "pack_scrape", "Where an exporter answers.", default: PackScrape(),
    fields: [
      .init("port", \.port, .integer(1...65535), "Port.", isRequired: true),
      .init("path", \.path, .urlPath, "Path."),
      .init("interval", \.interval, .positiveDuration, "How often to ask, where the default is wrong."),
      .init("timeout", \.timeout, .positiveDuration, "How long an answer may take."),
      .init("params", \.parameters, .mapping(of: .list(of: .text), key: .text), "Parameters of the request."),
    ])
}

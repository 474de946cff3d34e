import Documents

/// The file `rules.yml` of a pack.
struct PackRules: Sendable {
  var records: [PackRecord] = []
  var alerts: OrderedMap<PackAlert> = [:]

  static let section = Section(
    "pack_rules", "Recording rules and alerts of a pack.", default: PackRules(),
    fields: [
      .init("records", \.records, .list(of: PackRecord.section.codec), "Recording rules."),
      .init("alerts", \.alerts, .mapping(of: PackAlert.section.codec, key: Name.alert), "Alerts."),
    ])
}

/// A recording rule.
package struct PackRecord: Sendable {
  package var name = ""
  package var help = ""
  package var expression = ""
  package var labels: OrderedMap<String> = [:]
  package var tests: [PackRecordTest] = []
  package var since: SoftwareVersion?
  package var condition: PackCondition?

  package static let section = Section(
    "pack_record", "A recording rule.", default: PackRecord(),
    fields: [
      .init("record", \.name, Name.record, "Name, `level:metric:operations`.", isRequired: true),
      .init("help", \.help, .string, "What it gives.", isRequired: true),
      .init("expr", \.expression, .string, "Expression with `$target`.", isRequired: true),
      .init("labels", \.labels, .mapping(of: .text, key: Name.label), "Further labels."),
      .init("tests", \.tests, .list(of: PackRecordTest.section.codec), "Its unit tests."),
      .init("since", \.since, Name.version, "First version of the software that gives it something to record."),
      .init("if", \.condition, .word, "What the spec must have for there to be something to record."),
    ])
}

/// How urgent a pack's alert is; the spec's severities decide what that means.
package enum Rank: String, CaseIterable, Sendable {
  case page, ticket, info
}

/// Units of thresholds and values.
package enum ValueUnit: String, CaseIterable, Sendable {
  case ratio, seconds, bytes, count, perSecond = "per_second", celsius, usd, days, bytesPerSecond = "bytes_per_second",
    volts, number

  /// Reads a threshold as it is written in this unit.
  package func parse(_ text: String) -> Decimal? {
    switch self {
    case .ratio: Ratio.parse(text)
    case .seconds: Decimal(exactly: text) ?? PrometheusDuration(text)?.seconds
    case .bytes, .bytesPerSecond: Decimal(exactly: text) ?? ByteSize(text).map { Decimal($0.bytes) }
    case .days: Decimal(exactly: text) ?? PrometheusDuration(text).map { $0.seconds / 86_400 }
    case .perSecond: Decimal(exactly: text) ?? Rate(text)?.perSecond
    default: Decimal(exactly: text)
    }
  }

  /// Grafana's ids of it: a panel in another would draw a threshold at the wrong height.
  /// <https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts>
  var panelUnits: [String] {
    switch self {
    case .ratio: ["percentunit"]
    case .seconds: ["s"]
    case .bytes: ["bytes", "decbytes"]
    case .bytesPerSecond: ["binBps", "Bps"]
    case .perSecond: ["ops", "reqps", "rps", "wps", "iops", "cps"]
    case .celsius: ["celsius"]
    case .usd: ["currencyUSD"]
    case .days: ["d"]
    case .volts: ["volt"]
    case .count, .number: ["short", "none"]
    }
  }

  /// An alert's value as people read it, in the template language of Prometheus: notifications have annotations only.
  package var valueTemplate: String {
    switch self {
    case .ratio: "{{ $value | humanizePercentage }}"
    case .seconds: "{{ $value | humanizeDuration }}"
    case .bytes: "{{ $value | humanize1024 }}B"
    case .bytesPerSecond: "{{ $value | humanize1024 }}B/s"
    case .perSecond: "{{ $value | humanize }}/s"
    case .celsius: "{{ $value | humanize }}°C"
    case .usd: "{{ printf \"%.2f\" $value }} USD"
    case .days: "{{ printf \"%.1f\" $value }}d"
    case .volts: "{{ $value | humanize }}V"
    case .count, .number: "{{ $value | humanize }}"
    }
  }

  /// How a threshold in this unit looks.
  package var example: String {
    switch self {
    case .ratio: "5%"
    case .seconds: "500ms"
    case .bytes, .bytesPerSecond: "10GB"
    case .perSecond: "100/s"
    case .days: "21d"
    default: "10"
    }
  }
}

/// An alert of a pack, with its levels, its texts and its test.
package struct PackAlert: Sendable {
  /// What an alert speaks of where a pack watches something else than its own process.
  package enum Subject: String, CaseIterable, Sendable { case watched, exporter }

  /// Who evaluates it: Prometheus, or Loki's ruler.
  package enum Language: String, CaseIterable, Sendable { case promQL = "promql", logQL = "logql" }

  package var help = ""
  package var category = ""
  package var language = Language.promQL
  package var subject = Subject.watched
  package var condition: PackCondition?
  package var isSymptom = false
  package var mutesSymptoms = false
  package var mutes: [String] = []
  package var unit = ValueUnit.number
  package var expression = ""
  package var above: OrderedMap<String> = [:]
  package var below: OrderedMap<String> = [:]
  package var rank: Rank?
  package var guardExpression: String?
  package var parameters: OrderedMap<PackParameter> = [:]
  package var duration = PrometheusDuration(milliseconds: 0)
  package var keepFiring: PrometheusDuration?
  package var summary = ""
  package var description = ""
  package var runbook = ""
  package var dashboard: String?
  package var carries: [String] = []
  package var isEnabled = true
  package var test: PackTest?
  /// Lines that an expression over logs counts, and lines that it does not.
  package var lines: PackLines?
  package var since: SoftwareVersion?

  package static let section = Section(
    "pack_alert", "An alert of a pack.", default: PackAlert(),
    fields: [
      .init("help", \.help, .string, "One sentence for the lists.", isRequired: true),
      .init("category", \.category, Name.owner, "Kind of trouble.", isRequired: true),
      .init("language", \.language, .word, "Language of its expressions: of metrics, or of log lines."),
      .init("about", \.subject, .word, "Whether it speaks of what the pack's exporter watches, or of that exporter."),
      .init("if", \.condition, .word, "What the spec must have for it to be able to fire."),
      .init("symptom", \.isSymptom, .boolean, "Whether users feel it; muted while the owner is down."),
      .init(
        "mutes_symptoms", \.mutesSymptoms, .boolean,
        "Whether the owner is down while it fires, so that its symptoms say nothing new."),
      .init(
        "mutes", \.mutes, .list(of: Name.alert),
        "Alerts of the same owner that are the same incident while it pages."),
      .init("unit", \.unit, .word, "Unit of the value."),
      .init(
        "expr", \.expression, .string, "Value that is compared, or the whole condition with `severity`.",
        isRequired: true),
      .init("above", \.above, levels, "Thresholds by rank; fires above them."),
      .init("below", \.below, levels, "Thresholds by rank; fires below them."),
      .init("severity", \.rank, .word, "Rank of an alert without a threshold."),
      .init("guard", \.guardExpression, .string, "Condition that must hold as well."),
      .init(
        "parameters", \.parameters, .mapping(of: PackParameter.section.codec, key: Name.label),
        "What the spec can tune besides."),
      .init("for", \.duration, .duration, "How long the condition must hold."),
      .init("keep_firing_for", \.keepFiring, .duration, "How long it stays after the condition has gone."),
      .init("summary", \.summary, .string, "What is wrong, one line.", isRequired: true),
      .init("description", \.description, .string, "What is known about it.", isRequired: true),
      .init("runbook", \.runbook, Name.owner, "Runbook by name.", isRequired: true),
      .init("dashboard", \.dashboard, Name.owner, "Dashboard that shows it."),
      .init(
        "carries", \.carries, .list(of: Name.label), "Labels that the result keeps, where the expression does not tell."
      ),
      .init("enabled", \.isEnabled, .boolean, "Whether it exists unless the spec says otherwise."),
      .init("test", \.test, PackTest.section.codec, "Its unit test, with metrics."),
      .init("lines", \.lines, PackLines.section.codec, "Its unit test, with log lines."),
      .init("since", \.since, Name.version, "First version of the software that it is right for."),
    ])

  private static let levels = Codec<OrderedMap<String>>.mapping(
    of: Codec.text.renamed("threshold"), key: Codec.word(of: Rank.allCases.map(\.rawValue)))
}

/// What the spec can tune in an alert besides its thresholds.
package struct PackParameter: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case duration, number, ratio }

  package var kind = Kind.number
  package var defaultValue = ""
  package var help = ""

  package static let section = Section(
    "pack_parameter", "What the spec can tune in an alert.", default: PackParameter(),
    fields: [
      .init("type", \.kind, .word, "Type of the value.", isRequired: true),
      .init("default", \.defaultValue, .text, "Value if not said.", isRequired: true),
      .init("help", \.help, .string, "What it means.", isRequired: true),
    ])
}

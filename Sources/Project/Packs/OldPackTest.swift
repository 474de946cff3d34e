import Documents


/// The unit test of an alert: series with which it fires, and with which it does not.
package struct OldPackTest: Sendable {
  package enum Outcome: Sendable {
    case silent, fires
    case given([OldPackSeries])
  }

  package var warmup = PrometheusDuration.minutes(15)
  package var fires: [OldPackSeries] = []
  package var value: String?
  package var labels: OrderedMap<String> = [:]
  package var healthy: [OldPackSeries] = []
  package var idle = Outcome.silent
  package var missing = Outcome.silent

  package static let section = Section(
    "old_pack_test", "The unit test of an alert.", default: OldPackTest(),
    fields: [
      .init("warmup", \.warmup, .positiveDuration, "How long the series run before `for` begins."),
      .init("fires", \.fires, .list(of: OldPackSeries.section.codec), "Series with which it fires.", isRequired: true),
      .init("value", \.value, .text, "Value of the expression then."),
      .init(
        "labels", \.labels, .mapping(of: .text, key: Name.label),
        "Labels of the result that are neither static nor carried."),
      .init(
        "healthy", \.healthy, .list(of: OldPackSeries.section.codec),
        "Series with which it is silent; left out where there are none, as for the Watchdog."),
      .init("idle", \.idle, outcome, "What it does while every counter stands still."),
      .init("missing", \.missing, outcome, "What it does without any series."),
    ])

  private static let outcome = Codec<Outcome>(
    "`silent`, `fires` or a list of series",
    schema: {
      ["anyOf": [["enum": ["silent", "fires"]], Codec<[OldPackSeries]>.list(of: OldPackSeries.section.codec).schema(&$0)]]
    },
    encode: { outcome in
      switch outcome {
      case .silent: "silent"
      case .fires: "fires"
      case .given: nil
      }
    }
  ) { node, decoding in
    if node.sequence != nil {
      return Codec.list(of: OldPackSeries.section.codec).decode(node, &decoding).map { .given($0) }
    }
    return Codec.word(of: ["silent", "fires"]).decode(node, &decoding).map { $0 == "fires" ? .fires : .silent }
  }
}

/// One series of a test.
package struct OldPackSeries: Sendable {
  package var series = ""
  /// Growth a second of a counter; an arithmetic expression, as is `value`.
  package var rate: String?
  package var value: String?
  /// promtool's own notation.
  package var values: String?

  package static let section = Section(
    "old_pack_series", "One series of a test.", default: OldPackSeries(),
    fields: [
      .init(
        "series", \.series, .string, "Metric and its own labels; the target's come by themselves.", isRequired: true),
      .init("rate", \.rate, .text, "Growth of a counter by the second."),
      .init("value", \.value, .text, "Value of a gauge."),
      .init("values", \.values, .text, "Values in promtool's notation."),
    ])
}

import Documents

/// A file `names/NAME.yml` of a pack: what a library calls the pack's metrics.
package struct NamePreset: Sendable {
  package var help = ""
  package var sources: [String] = []
  package var names: OrderedMap<ExposedName> = [:]
  package var notExposed: [Signal] = []
  /// Of what is exposed, by its name there: what differs from the pack's metric, and what is exposed besides.
  package var metrics: OrderedMap<Metric> = [:]

  package static let section = Section(
    "name_preset", "What a library calls the metrics of a pack.", default: NamePreset(),
    fields: [
      .init("help", \.help, .string, "Which library, in one sentence.", isRequired: true),
      .init("sources", \.sources, .list(of: .string), "Where the facts were read."),
      .init(
        "names", \.names, .mapping(of: ExposedName.codec, key: Signal.text, keyName: "METRIC"),
        "Names where they are exposed, of the pack's metrics and their labels."),
      .init("not_exposed", \.notExposed, .list(of: Signal.codec), "What of the pack the library does not expose."),
      .init(
        "metrics", \.metrics, .mapping(of: Metric.catalogueSection.codec, key: Name.metric),
        "By the name where it is exposed: what differs from the pack's metric, and what is exposed besides."),
    ])
}

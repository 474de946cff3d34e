import Documents

/// What a service promises over a window of time.
package struct Objective: Sendable, Hashable {
  package enum Indicator: Sendable, Hashable {
    /// Share of requests that are not answered with a server error.
    case availability
    /// Share of requests answered within a bound.
    case latency(under: PrometheusDuration)
    /// Share of probes that succeed.
    case probe(String)
    /// Share that two expressions over `$window` give.
    case ratio(bad: String, total: String)
    /// Of a kind that could not be read.
    case unread
  }

  package var indicator: Indicator = .availability
  package var target: Decimal = 0
  package var window = PrometheusDuration.days(30)
  /// Bad events in the long window of a pair below which its alert says nothing.
  package var minimumBadEvents = 5
  package var match: OrderedMap<[String]> = [:]
  package var under = PrometheusDuration.seconds(1)
  package var probe = "health"
  package var bad = ""
  package var total = ""

  /// What may fail, as a share.
  package var errorBudget: Decimal { 1 - target }

  package static let codec = Codec<Objective>.variants(
    tag: "type",
    [
      (
        "availability",
        section("availability_objective", "Share of requests that are not answered with a server error.", [matchField])
        { _ in .availability }
      ),
      (
        "latency",
        section(
          "latency_objective", "Share of requests answered within a bound.",
          [
            .init(
              "under", \.under, .positiveDuration, "Bound of a good answer; one of the histogram's buckets.",
              isRequired: true), matchField,
          ]
        ) { .latency(under: $0.under) }
      ),
      (
        "probe",
        section(
          "probe_objective", "Share of probes that succeed.",
          [.init("probe", \.probe, Name.owner, "`health`, `deep-health` or the name of a probe.")]
        ) { .probe($0.probe) }
      ),
      (
        "ratio",
        section(
          "ratio_objective", "Share that two expressions give; both use `$window` as their range.",
          [
            .init("bad", \.bad, .string, "Rate of bad events.", isRequired: true),
            .init("total", \.total, .string, "Rate of all events.", isRequired: true),
          ]
        ) { .ratio(bad: $0.bad, total: $0.total) }
      ),
    ],
    rest: { node, decoding in
      var objective = Objective()
      objective.indicator = .unread
      for field in common { if let value = node[field.key] { field.decode(value, &objective, &decoding) } }
      return objective
    })

  /// The keys of every kind.
  private static let common: [Field<Objective>] = [
    .init("target", \.target, .ratio, "Share that must be good.", isRequired: true),
    .init("window", \.window, .positiveDuration, "Time over which it is measured."),
    .init(
      "minimum_bad_events", \.minimumBadEvents, .integer(0...1_000_000),
      "Bad events in the long window of a burn-rate alert below which it says nothing: a single failure at night wakes nobody."
    ),
  ]

  private static let matchField = Field<Objective>(
    "match", \.match,
    .mapping(
      of: Codec.list(of: .text, minimum: 1).orScalar(Codec.text.map(to: { [$0] }, from: { $0.first })), key: Name.label),
    "Counts only requests with these label values.")

  private static func section(
    _ name: String, _ summary: String, _ fields: [Field<Objective>],
    _ indicator: @escaping @Sendable (Objective) -> Indicator
  ) -> Codec<Objective> {
    let section = Section(
      name, summary, default: Objective(), fields: [.ignored("type", "Kind of objective.")] + common + fields)
    let codec = section.codec
    return Codec(codec.typeName, schema: codec.schema, encode: codec.encode) { node, decoding in
      codec.decode(node, &decoding).map { objective in
        var objective = objective
        objective.indicator = indicator(objective)
        return objective
      }
    }
  }
}

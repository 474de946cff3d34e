import Documents

/// What an application calls metrics of its packs: by a preset, or one by one.
package enum NameSource: Sendable, Hashable {
  /// By its name, of whichever of its packs have one of that name.
  case preset(String)
  /// By the pack's metric, or label of one: `http_requests_total`, `http_requests_total{status}`.
  case mapping(OrderedMap<ExposedName>)

  private static let one = Codec.mapping(of: ExposedName.codec, key: Signal.text, keyName: "METRIC")
    .map("mapping of metric to name", to: { NameSource.mapping($0) }, from: { $0.mapping })
    .orScalar(Name.owner.map("preset", to: { NameSource.preset($0) }, from: { $0.preset }))

  /// One of them or a list.
  static let codec = Codec<[NameSource]>(
    "\(one.typeName), or a list of them",
    schema: { ["anyOf": [one.schema(&$0), Codec.list(of: one, minimum: 1).schema(&$0)]] },
    encode: { $0.isEmpty ? nil : .list($0.compactMap(one.encode)) }
  ) { node, decoding in
    node.sequence == nil ? one.decode(node, &decoding).map { [$0] } : Codec.list(of: one).decode(node, &decoding)
  }

  private var preset: String? {
    if case .preset(let name) = self { return name }
    return nil
  }

  private var mapping: OrderedMap<ExposedName>? {
    if case .mapping(let names) = self { return names }
    return nil
  }
}

/// The name of a series or of a label where it is exposed.
package struct ExposedName: Sendable, Hashable {
  package var name = ""
  /// Makes the pack's unit of the exposed one; nil where the names tell.
  package var factor: Decimal?

  static let codec = section.codec.orScalar(
    Name.metric.map(to: { ExposedName(name: $0) }, from: { $0.factor == nil ? $0.name : nil }))

  private static let section = Section(
    "exposed_name", "What a metric is called where it is exposed.", default: ExposedName(),
    fields: [
      .init("metric", \.name, Name.metric, "Its name there.", isRequired: true),
      .init(
        "factor", \.factor, positive,
        "What makes the pack's unit of the exposed one, where the end of the name does not tell: 0.001 of milliseconds."
      ),
    ])

  private static let positive = Codec.number.checked {
    $0 > 0 ? nil : ("a factor between two units is above 0", "write 0.001 where milliseconds are exposed")
  }
  .map(to: { Optional($0) }, from: { $0 })
}

extension Quantity {
  /// Metrics whose names say another unit than they are in.
  /// Sources: prometheus/prometheus, tsdb/compact.go (`MaxTime - MinTime`); pingcap/tidb, pkg/server/server.go (`.Microseconds()`).
  private static let misnamed: [(name: String, quantity: Quantity)] = [
    ("prometheus_tsdb_compaction_chunk_range_seconds", Quantity(time: 1, scale: 1e-3)),
    ("tidb_server_get_token_duration_seconds", Quantity(time: 1, scale: 1e-6)),
  ]

  /// What the name of a metric says that its values are; nil where it says nothing.
  package init?(metric name: String) {
    if name.hasColon { return nil }
    if let misnamed = Self.misnamed.first(where: { name.hasPrefix($0.name) }) {
      self = misnamed.quantity
      return
    }
    var tokens = name.parts(between: "_").map { $0.lowercased() }
    let isPlain: Bool
    switch tokens.last {
    case "count": return nil
    case "total", "sum", "bucket":
      isPlain = false
      tokens.removeLast()
    default: isPlain = true
    }
    guard tokens.count > 1, let last = tokens.popLast(), var quantity = Self.suffixes[last] else { return nil }
    // `micro_seconds` is one word.
    if let prefix = tokens.last.flatMap({ Self.prefixes[$0] }), Self.bases.contains(last) {
      quantity.scale *= prefix
      tokens.removeLast()
    }
    // How many times smaller something became is no share, and the distribution that IBM/sarama measures is times 100.
    if quantity.isShare, tokens.last == "compression" { return nil }
    // A point in time, or something that is divided already, is no amount.
    if tokens.contains(where: Self.otherThanAmounts.contains) || isPlain && tokens.last == "time" { return nil }
    // Of two units nobody knows which one it is.
    if tokens.contains(where: { Self.suffixes[$0].map { $0.isSameDimension(as: quantity) } ?? false }) { return nil }
    // Short words mean other things as well: `_us` a country, `_bytes_sec` bytes per second.
    if Self.ambiguous.contains(last), !tokens.contains(where: Self.spans.contains) { return nil }
    self = quantity
  }

  /// Units at the end of names; `percent` is not among them, as many who write it count to 1.
  /// <https://prometheus.io/docs/practices/naming/#base-units> and their usual multiples.
  private static let suffixes: [String: Quantity] = [
    "seconds": Quantity(time: 1), "milliseconds": Quantity(time: 1, scale: 1e-3),
    "microseconds": Quantity(time: 1, scale: 1e-6), "nanoseconds": Quantity(time: 1, scale: 1e-9),
    "millis": Quantity(time: 1, scale: 1e-3), "micros": Quantity(time: 1, scale: 1e-6),
    "nanos": Quantity(time: 1, scale: 1e-9), "msec": Quantity(time: 1, scale: 1e-3),
    "usec": Quantity(time: 1, scale: 1e-6), "nsec": Quantity(time: 1, scale: 1e-9),
    "ms": Quantity(time: 1, scale: 1e-3), "us": Quantity(time: 1, scale: 1e-6), "ns": Quantity(time: 1, scale: 1e-9),
    "sec": Quantity(time: 1), "secs": Quantity(time: 1), "minutes": Quantity(time: 1, scale: 60),
    "hours": Quantity(time: 1, scale: 3600), "bytes": Quantity(data: 1),
    "kilobytes": Quantity(data: 1, scale: 1e3), "megabytes": Quantity(data: 1, scale: 1e6),
    "gigabytes": Quantity(data: 1, scale: 1e9), "kibibytes": Quantity(data: 1, scale: 1024),
    "mebibytes": Quantity(data: 1, scale: 1_048_576), "gibibytes": Quantity(data: 1, scale: 1_073_741_824),
    "bits": Quantity(data: 1, scale: 0.125), "ratio": Quantity(isShare: true),
  ]

  /// Words before a unit that others write together with it.
  private static let prefixes: [String: Double] = [
    "nano": 1e-9, "micro": 1e-6, "milli": 1e-3, "nanos": 1e-9, "micros": 1e-6, "millis": 1e-3, "kilo": 1e3, "mega": 1e6,
    "giga": 1e9, "kibi": 1024, "mebi": 1_048_576,
    "gibi": 1_073_741_824,
  ]
  private static let bases: Set<String> = ["seconds", "bytes", "bits"]

  private static let otherThanAmounts: Set<String> = ["timestamp", "per", "speed", "rate", "throughput", "bandwidth"]

  private static let ambiguous: Set<String> = ["ms", "us", "ns", "sec", "secs"]
  /// Words for what is measured in units of time.
  private static let spans: Set<String> = [
    "duration", "durations", "latency", "latencies", "time", "elapsed", "delay", "wait", "lag", "age", "rtt", "timeout",
    "uptime",
  ]
}

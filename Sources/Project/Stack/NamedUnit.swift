import PromQL

/// Units that the end of a metric's name says.
enum NamedUnit {
  /// What a value in the unit that a name ends in is multiplied with to be in another; nil where the name does not tell.
  static func scale(from name: String, to unit: String) -> UnitScale? {
    guard let own = self.unit(of: name), let from = units[own], let to = units[unit], from.of == to.of else {
      return nil
    }
    return UnitScale(from.size / to.size)
  }

  /// The unit that a name ends in, parts such as `_total` aside.
  static func unit(of name: String) -> String? {
    name.split(separator: "_").last { !["total", "bucket", "sum", "count"].contains($0) }.map(String.init)
      .flatMap { units[$0] == nil ? nil : $0 }
  }

  /// Grafana's unit of what is exposed in another unit than a panel's.
  static func panelUnit(_ unit: String, in scale: UnitScale) -> String {
    unit == "s" ? seconds[scale.factor] ?? "short" : "short"
  }

  private static let seconds: [Double: String] = [1e-3: "ms", 1e-6: "µs", 1e-9: "ns", 60: "m"]

  private static let units: [String: (of: String, size: Double)] = [
    "seconds": ("time", 1), "milliseconds": ("time", 1e-3), "ms": ("time", 1e-3), "microseconds": ("time", 1e-6),
    "us": ("time", 1e-6), "nanoseconds": ("time", 1e-9), "ns": ("time", 1e-9), "minutes": ("time", 60),
    "bytes": ("data", 1), "kilobytes": ("data", 1e3), "megabytes": ("data", 1e6), "gigabytes": ("data", 1e9),
    "kibibytes": ("data", 1024), "mebibytes": ("data", 1_048_576), "gibibytes": ("data", 1_073_741_824),
    "ratio": ("share", 1), "percent": ("share", 0.01),
  ]
}

import PromQL

extension Quantity {
  /// What a unit of Grafana says that a value is.
  package init?(grafana unit: String) {
    guard let quantity = Self.grafana[unit] else { return nil }
    self = quantity
  }

  private static let grafana: [String: Quantity] = [
    "ns": Quantity(time: 1, scale: 1e-9), "µs": Quantity(time: 1, scale: 1e-6), "ms": Quantity(time: 1, scale: 1e-3),
    "dtdurationms": Quantity(time: 1, scale: 1e-3), "clockms": Quantity(time: 1, scale: 1e-3), "s": Quantity(time: 1),
    "dtdurations": Quantity(time: 1), "clocks": Quantity(time: 1), "m": Quantity(time: 1, scale: 60),
    "h": Quantity(time: 1, scale: 3600), "d": Quantity(time: 1, scale: 86400), "bytes": Quantity(data: 1),
    "decbytes": Quantity(data: 1), "bits": Quantity(data: 1, scale: 0.125), "decbits": Quantity(data: 1, scale: 0.125),
    "kbytes": Quantity(data: 1, scale: 1024), "deckbytes": Quantity(data: 1, scale: 1e3),
    "mbytes": Quantity(data: 1, scale: 1_048_576), "decmbytes": Quantity(data: 1, scale: 1e6),
    "gbytes": Quantity(data: 1, scale: 1_073_741_824), "decgbytes": Quantity(data: 1, scale: 1e9),
    "Bps": Quantity(time: -1, data: 1), "binBps": Quantity(time: -1, data: 1),
    "bps": Quantity(time: -1, data: 1, scale: 0.125), "binbps": Quantity(time: -1, data: 1, scale: 0.125),
    "KBs": Quantity(time: -1, data: 1, scale: 1e3), "KiBs": Quantity(time: -1, data: 1, scale: 1024),
    "MBs": Quantity(time: -1, data: 1, scale: 1e6), "MiBs": Quantity(time: -1, data: 1, scale: 1_048_576),
    "percent": Quantity(scale: 0.01, isShare: true), "percentunit": Quantity(isShare: true),
  ]
}

/// Where names stand in a list: each of thousands of owners asks for its jobs, probes and containers.
struct NamePlaces: Sendable {
  private var places: [String: [Int]] = [:]

  init(_ names: [String]) {
    for (place, name) in names.enumerated() { places[name, default: []].append(place) }
  }

  /// In their order.
  subscript(name: String) -> [Int] { places[name] ?? [] }
}

import Documents

/// Whom the tests of rules are about: a target with its labels, and somebody else.
final class TestSubject: Sendable {
  /// Labels of the target as Prometheus attaches them.
  private let target: [(name: String, value: String)]
  /// Those of somebody else.
  private let other: [(name: String, value: String)]
  private let machinePath: String?
  private let seldomJob: String?

  /// - Parameters:
  ///   - matchers: what tells the owner from others.
  ///   - machinePath: an endpoint that scrapes ask, in the place of `$machine`; without one series that name it are left out.
  ///   - seldomJob: a job that seldom asks, in the place of `$seldom`, likewise.
  init(
    _ target: [(name: String, value: String)], tellingApart matchers: [(name: String, value: String)],
    machinePath: String? = nil, seldomJob: String? = nil
  ) {
    self.target = target
    other = Self.other(than: target, Set(matchers.map(\.name)))
    self.machinePath = machinePath
    self.seldomJob = seldomJob
  }

  private static func other(
    than target: [(name: String, value: String)], _ names: Set<String>
  ) -> [(name: String, value: String)] {
    // One job asks for the probes of all, and a team has many owners; where nothing else tells them apart, these do.
    let told = names.subtracting(["job", "team"])
    let shared: Set = told.isEmpty ? [] : names.contains("job") ? ["job", "team"] : ["team"]
    return target.map { (name: $0.name, value: shared.contains($0.name) ? $0.value : "elsewhere") }
  }

  /// Labels that Prometheus attaches to a target.
  static let labelNames = ["job", "instance", Owner.Kind.service.rawValue, Owner.Kind.component.rawValue, "team"]

  /// Those of the target's labels that have these names.
  func labels(_ names: [String]) -> [(name: String, value: String)] {
    names.isEmpty ? [] : target.filter { names.contains($0.name) }
  }

  /// The target's series, as it is written; nil where it names what there is not.
  func name(_ series: PackSeries) -> String? { filled(series).map { name($0, target) } }

  /// The same of somebody else. Nil for a record, whose labels are its own, as there is one of it; and without labels nothing tells them apart.
  func nameOfOther(_ series: PackSeries) -> String? {
    target.isEmpty || series.isRecorded ? nil : filled(series).map { name($0, other) }
  }

  private func filled(_ series: PackSeries) -> PackSeries? {
    series.filled("$machine", machinePath)?.filled("$seldom", seldomJob)
  }

  /// The series with labels of a target. What it says of itself counts: the job of a probe beside that of a service.
  private func name(_ series: PackSeries, _ target: [(name: String, value: String)]) -> String {
    let text = series.series
    guard !series.isRecorded else { return recorded(text, target) }
    let end = text.utf8.firstIndex(of: UInt8(ascii: "{")) ?? text.utf8.endIndex
    let own = text.utf8[end...].dropFirst().dropLast()
    let said = own.split(separator: UInt8(ascii: ",")).map { label in
      "\(Substring(label.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: "=") }))"
    }
    let added = Self.labels(target.filter { !said.contains($0.name) })
    let isBare = own.allSatisfy { $0 == UInt8(ascii: " ") }
    return "\(text[..<end]){\(Substring(own))\(isBare || added.isEmpty ? "" : ", ")\(added)}"
  }

  /// A recorded one carries only what it says, of the owner `$target`.
  private func recorded(_ text: String, _ target: [(name: String, value: String)]) -> String {
    guard let place = text[...].firstPlace(of: "$target") else { return text }
    let owner = Self.labels(target.filter { $0.name != "job" && $0.name != "instance" })
    return "\(text[..<place.lowerBound])\(owner)\(text[place.upperBound...])"
  }

  private static func labels(_ labels: [(name: String, value: String)]) -> String {
    labels.map { "\($0.name)=\(JSONWriter.quoted($0.value))" }.joined(separator: ", ")
  }
}

extension PackSeries {
  /// Nil where it names what there is not.
  fileprivate func filled(_ placeholder: StaticString, _ value: String?) -> PackSeries? {
    guard let place = series[...].firstPlace(of: placeholder) else { return self }
    guard let value else { return nil }
    var filled = self
    filled.series.replaceSubrange(place, with: value)
    return filled
  }

  /// Its name has a colon.
  fileprivate var isRecorded: Bool {
    series.utf8.prefix { $0 != UInt8(ascii: "{") }.contains(UInt8(ascii: ":"))
  }
}

import Arithmetic
import Documents

/// The series of a test: those of a target, and the same of somebody else.
struct TestSeries {
  private let all: [PackSeries]
  /// Labels of the target as Prometheus attaches them.
  private let target: [(name: String, value: String)]
  private let matchers: [(name: String, value: String)]
  private let machinePath: String?
  private let seldomJob: String?

  /// - Parameters:
  ///   - matchers: what tells the owner from others.
  ///   - machinePath: an endpoint that scrapes ask, in the place of `$machine`; without one series that name it are left out.
  ///   - seldomJob: a job that seldom asks, in the place of `$seldom`, likewise.
  init(
    _ series: [PackSeries], of target: [(name: String, value: String)],
    tellingApart matchers: [(name: String, value: String)], machinePath: String? = nil, seldomJob: String? = nil
  ) {
    all = series
    self.target = target
    self.matchers = matchers
    self.machinePath = machinePath
    self.seldomJob = seldomJob
  }

  private var series: [PackSeries] {
    all.compactMap { $0.filled("$machine", machinePath)?.filled("$seldom", seldomJob) }
  }

  /// Labels of somebody else.
  private var other: [(name: String, value: String)] {
    let names = Set(matchers.map(\.name))
    // One job asks for the probes of all, and a team has many owners; where nothing else tells them apart, these do.
    let told = names.subtracting(["job", "team"])
    let shared: Set = told.isEmpty ? [] : names.contains("job") ? ["job", "team"] : ["team"]
    return target.map { (name: $0.name, value: shared.contains($0.name) ? $0.value : "elsewhere") }
  }

  /// The target's.
  func lines(_ timeline: SeriesTimeline) throws(ArithmeticError) -> [(series: String, values: String)] {
    var lines: [(series: String, values: String)] = []
    for series in series { lines.append((name(series, target), try timeline.values(of: series))) }
    return lines
  }

  /// Somebody else's; without labels nothing tells them apart.
  func others(_ timeline: SeriesTimeline) throws(ArithmeticError) -> [(series: String, values: String)] {
    var lines: [(series: String, values: String)] = []
    let other = other
    // A record's labels are its own: there is one of it.
    for var series in series where !target.isEmpty && !series.isRecorded {
      // Whose absence is the failure shows by being there.
      series.present = nil
      lines.append((name(series, other), try timeline.values(of: series)))
    }
    return lines
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

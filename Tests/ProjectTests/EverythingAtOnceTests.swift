import Documents
import Foundation
import PharosCLI
import Project
import Support
import Targets
import Testing

/// A fault hides no finding that does not depend on it, and brings none that only follows from it.
///
/// `fixtures/everything` has a valid spec and independent faults. They are planted alone, in pairs and all at once; then every key
/// of the faulty spec is made another type, and every key without a default is left out.
struct EverythingAtOnceTests {
  // MARK: Faults

  @Test func theSpecIsValid() throws {
    let findings = try FaultySpec().findings()
    #expect(findings.isEmpty, Comment(rawValue: TextReport.render(findings)))
  }

  @Test func eachFaultIsFound() throws {
    for (fault, found) in zip(FaultySpec.faults, Self.alone) {
      #expect(found.map(\.rule) == [fault.rule], "\(fault.new): \(found)")
    }
  }

  @Test func pairsAreFound() throws {
    let faults = FaultySpec.faults
    var pairs: [(Int, Int)] = []
    for first in faults.indices { for second in faults.indices where first < second { pairs.append((first, second)) } }
    // All of them take minutes.
    var random = SeededRandom(seed: SeededRandom.seed(or: 11))
    pairs = Array(pairs.shuffled(using: &random).prefix(Self.isThorough ? .max : 100))
    let results = pairs.parallelMap { first, second in
      (try? FaultySpec([faults[first], faults[second]]).told()) ?? []
    }
    for ((first, second), found) in zip(pairs, results) {
      let hidden = Self.hides[faults[first].new].map { $0.rules.contains(faults[second].rule) } ?? false
      let expected = Self.alone[first].union(hidden ? [] : Self.alone[second])
      #expect(found == expected, "\(faults[first].new) and \(faults[second].new): \(Self.difference(expected, found))")
    }
  }

  @Test func allAreFoundAtOnce() throws {
    let hidden = Set(Self.hides.values.flatMap(\.rules))
    let expected = Self.alone.reduce(into: Set<Told>()) { $0.formUnion($1) }.filter { !hidden.contains($0.rule) }
    let found = try FaultySpec(FaultySpec.faults).told()
    #expect(found == expected, "\(Self.difference(expected, found))")
  }

  /// What a fault hides that does depend on it, by what it is.
  private static let hides: [String: (rules: [String], why: String)] = [
    "packs: [http, busines]": (
      ["metric/unknown", "spec/unknown-alert"], "The pack that is meant may have the metric and the alert."
    )
  ]

  private static let isThorough = ProcessInfo.processInfo.environment["PHAROS_SEED"] == "all"

  private static let alone = FaultySpec.faults.parallelMap { (try? FaultySpec([$0]).told()) ?? [] }

  private static func difference(_ expected: Set<Told>, _ found: Set<Told>) -> String {
    "missing \(expected.subtracting(found)), besides \(found.subtracting(expected))"
  }

  // MARK: Keys

  /// Faults for which each key is changed: without those that leave open which metrics there are.
  private static let planted = FaultySpec.faults.filter { hides[$0.new] == nil }

  @Test func aValueOfAnotherTypeHidesNothingElse() throws {
    let spec = try FaultySpec(Self.planted)
    try check(spec, spec.keys().map { spec.mistyping($0) })
  }

  @Test func aMissingKeyHidesNothingElse() throws {
    let spec = try FaultySpec(Self.planted)
    let required = spec.keys().filter(\.isRequired)
    #expect(required.count > 30)
    try check(spec, required.map { spec.leavingOut($0) })
  }

  private func check(_ spec: FaultySpec, _ changes: [FaultySpec.Change]) throws {
    let before = try spec.findings()
    let known = Set(before.map(Told.init))
    let results = changes.parallelMap { (try? $0.spec.findings()) ?? [] }
    var surprises: [String] = []
    for (change, findings) in zip(changes, results) {
      let key = change.key
      let found = Set(findings.map(Told.init))
      for finding in before where !key.covers(finding) && !found.contains(Told(finding)) {
        guard !Self.dependencies.contains(where: { $0.covers(key, finding) }) else { continue }
        surprises.append("\(key.path) hides \(Told(finding))")
      }
      for finding in findings where !known.contains(Told(finding)) && !change.explains(finding) {
        surprises.append("\(key.path) brings \(Told(finding))")
      }
    }
    #expect(surprises.isEmpty, Comment(rawValue: surprises.joined(separator: "\n")))
  }

  /// What a finding needs to know that stands elsewhere. It is not told while that cannot be read.
  struct Dependency {
    let rule: String
    /// `a.*` is everything below `a`.
    let keys: [String]
    let why: String

    func covers(_ key: SpecKey, _ finding: Finding) -> Bool {
      finding.rule == rule
        && keys.contains { key.path == $0 || $0.hasSuffix(".*") && key.path.hasPrefix($0.dropLast()) }
    }
  }

  private static let dependencies: [Dependency] = [
    Dependency(
      rule: "metric/unknown",
      keys: [
        "components", "components.db", "components.cache", "components.db.pack", "components.cache.pack", "services",
        "services.mail", "services.api", "services.mail.packs", "services.api.packs", "services.api.metrics",
        "services.api.metrics.jobs_total", "services.api.metrics.jobs_total.type", "services.api.metrics.job_seconds",
        "services.api.metrics.job_seconds.type", "services.api.metrics.http_request_duration_seconds",
        "services.api.objectives", "deploy", "heartbeat", "logging", "tracing", "cost", "known_metrics", "lint",
        "lint.known_metrics",
      ], why: "Packs, services and lists that could not be read may have the metric."),
    Dependency(
      rule: "metric/unknown", keys: ["version", "project"],
      why: "Without these keys the linter takes the file for another's."),
    Dependency(
      rule: "spec/unused-team",
      keys: ["team", "services", "services.*", "components", "components.*", "probes", "probes.*"],
      why: "What could not be read may belong to it."),
    Dependency(
      rule: "spec/metrics-size",
      keys: ["budgets", "budgets.series", "prometheus", "prometheus.scrape_interval", "retention.metrics"],
      why: "Factors of the size."),
    Dependency(
      rule: "spec/label-values", keys: ["budgets", "budgets.label_values", "services.api.metrics.jobs_total.labels.*"],
      why: "The budget, and the bound."),
    Dependency(
      rule: "spec/timeout", keys: ["prometheus", "prometheus.scrape_interval", "services.api.scrapes.slow.interval"],
      why: "The interval."),
    Dependency(
      rule: "spec/interval", keys: ["prometheus.evaluation_interval", "prometheus"], why: "The other interval."),
    Dependency(
      rule: "spec/objective-probe", keys: ["probes", "probes.site", "services.api.health"],
      why: "The probe may be there."),
    Dependency(
      rule: "spec/objective-bucket",
      keys: [
        "services.api.metrics", "services.api.metrics.http_request_duration_seconds",
        "services.api.metrics.http_request_duration_seconds.buckets",
      ], why: "The buckets."),
    Dependency(
      rule: "spec/objective-bucket", keys: ["services.api.objectives.latency.type"], why: "Whether it has a bound."),
    Dependency(
      rule: "spec/objective-match", keys: ["services.api.objectives.availability.type"], why: "Which metric it selects."
    ),
    Dependency(
      rule: "spec/objective-probe", keys: ["services.api.objectives.reach.type"], why: "Whether it is about a probe."),
    Dependency(
      rule: "spec/expression", keys: ["services.api.objectives.jobs.type"], why: "Whether it has expressions."),
    Dependency(rule: "spec/unknown-alert", keys: ["services.api.packs"], why: "The pack may have the alert."),
    Dependency(rule: "spec/unknown-key", keys: ["components.cache.pack"], why: "The pack may have the setting."),
    Dependency(rule: "spec/unknown-receiver", keys: ["receivers"], why: "The receiver may be there."),
    Dependency(rule: "spec/unknown-service", keys: ["services"], why: "The service may be there."),
    Dependency(rule: "spec/unknown-time-interval", keys: ["time_intervals"], why: "The interval may be there."),
    Dependency(rule: "spec/missing-key", keys: ["receivers.chat.type"], why: "The type says which keys are needed."),
    Dependency(
      rule: "spec/threshold-order", keys: ["severities[0].name", "severities[1].name"],
      why: "Thresholds stand under the names of severities."),
    Dependency(rule: "spec/tail-sample", keys: ["tracing.tail_sample.rest"], why: "The other share."),
    Dependency(rule: "spec/value", keys: ["time_intervals.nights[0].times[0].*"], why: "The other end of the range."),
  ]
}

/// A finding wherever it stands: faults before it move it.
struct Told: Hashable, CustomStringConvertible {
  let rule: String
  let message: String

  init(_ finding: Finding) {
    rule = finding.rule
    message = finding.message
  }

  var description: String { "\(rule): \(message)" }
}

/// A change of the valid spec that is a fault.
struct Fault: Sendable {
  let rule: String
  let old: String
  let new: String
}

extension SpecKey {
  /// Whether a finding stands in the entry: an error may be at the very end of a value.
  fileprivate func covers(_ finding: Finding) -> Bool {
    (key.lowerBound...max(key.upperBound, value.upperBound)).contains(finding.range.lowerBound)
  }
}

/// The valid spec with faults.
struct FaultySpec: Sendable {
  private static let folder = "Tests/ProjectTests/fixtures/everything"
  private static let valid = (try? Repository.text("\(folder)/pharos.yml")) ?? ""
  static let faults: [Fault] = ((try? Repository.text("\(folder)/faults.txt")) ?? "").split(separator: "\n")
    .filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.components(separatedBy: " ⇒ ")
      return Fault(rule: parts[0], old: parts[1], new: parts[2])
    }

  let text: String

  init(_ faults: [Fault] = []) throws {
    var text = Self.valid
    for fault in faults {
      try #require(text.components(separatedBy: fault.old).count == 2, "`\(fault.old)` is not there once")
      text = text.replacingOccurrences(of: fault.old, with: fault.new)
    }
    self.text = text
  }

  private init(text: String) { self.text = text }

  private var source: SourceFile { SourceFile(name: "pharos.yml", text: text) }

  /// What `pharos validate --env staging` says.
  func findings() throws -> [Finding] { try LoadedProject(source, environment: "staging").allFindings() }

  func told() throws -> Set<Told> { Set(try findings().map(Told.init)) }

  /// Every key that the schema knows, wherever it is written.
  func keys() -> [SpecKey] { SpecKey.all(in: source) }

  // MARK: Changing keys

  /// A change of one key, and which findings it may bring.
  struct Change: Sendable {
    let key: SpecKey
    let spec: FaultySpec
    let explains: @Sendable (Finding) -> Bool
  }

  /// A scalar for a collection, and a list of lists for a scalar.
  func mistyping(_ key: SpecKey) -> Change {
    let new = key.isScalar ? "[[]]" : "mistyped"
    let place = key.key.lowerBound...key.value.lowerBound + new.utf8.count
    return Change(key: key, spec: replacing(key.value, by: new)) {
      place.contains($0.range.lowerBound) && place.contains($0.range.upperBound)
    }
  }

  /// Keys that begin with `x-` are people's own.
  func leavingOut(_ key: SpecKey) -> Change {
    Change(key: key, spec: replacing(key.key.lowerBound..<key.key.lowerBound, by: "x-")) {
      $0.rule == "spec/missing-key" && $0.message == "the key `\(key.name)` is missing"
    }
  }

  private func replacing(_ range: Range<Int>, by new: String) -> FaultySpec {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(range, with: Array(new.utf8))
    return FaultySpec(text: String(decoding: bytes, as: UTF8.self))
  }
}

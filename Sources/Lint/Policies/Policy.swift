import Documents
import Formats
import Project
import RE2

/// What a project has agreed on, as a rule of the linter: its findings are called `policy/NAME`.
struct Policy: Sendable {
  /// The least or the most that a value may be.
  struct Bound: Sendable {
    let text: String
    let value: Double

    init?(_ text: String, _ measure: PolicyField.Measure) {
      guard let value = Self.value(text, measure) else { return nil }
      (self.text, self.value) = (text, value)
    }

    static func value(_ text: String, _ measure: PolicyField.Measure) -> Double? {
      switch measure {
      case .duration: PrometheusDuration(text).map { Double($0.milliseconds) }
      case .number: Double(text)
      case .length: Int(text).map(Double.init)
      }
    }
  }

  let section: PolicySection
  private let paths: [PathPattern]
  private let conditions: [(field: String, pattern: Pattern)]
  private let pattern, forbidden: Pattern?
  private let minimum, maximum: Bound?
  private let measure: PolicyField.Measure

  /// - Returns: nil where something of it means nothing, which is reported.
  init?(_ section: PolicySection, _ decoding: inout Decoding) {
    // What could not be read was reported, and means nothing.
    guard let place = section.node, !section.name.isEmpty, !section.subject.isEmpty, !section.field.isEmpty else {
      return nil
    }
    let count = decoding.findings.count
    for (field, key) in [(section.field, place["field"])]
      + section.conditions.map({ condition in (condition.0, place["where"]?.entry(condition.0)?.key) })
    where !PolicyField.isKnown(field, of: section.subject) {
      decoding.report(
        SettingsFinding.value,
        "`\(field)` is no field of \(section.subject == "alert" ? "an" : "a") \(section.subject)",
        help: PolicyField.nearest(to: field, of: section.subject).map { "did you mean `\($0)`?" }
          ?? "docs/policies.md has the fields",
        at: key?.range ?? place.range)
    }
    let measure = PolicyField.measure(of: section.field)
    func bound(_ text: String?, _ key: String) -> Bound? {
      guard let text else { return nil }
      let bound = Bound(text, measure)
      if bound == nil {
        decoding.report(
          SettingsFinding.value, "`\(text)` is no \(measure == .duration ? "duration" : "number")",
          help: measure == .duration ? "write it like `5m`" : "write it like `80`", at: place[key]?.range ?? place.range
        )
      }
      return bound
    }
    minimum = bound(section.minimum, "min")
    maximum = bound(section.maximum, "max")
    if !["require", "pattern", "forbid", "one_of", "min", "max"].contains(where: { place[$0] != nil }) {
      decoding.report(
        SettingsFinding.missingKey, "the policy `\(section.name)` asks nothing",
        help: "add `require`, `pattern`, `forbid`, `one_of`, `min` or `max`", at: place["name"]?.range ?? place.range)
    }
    guard decoding.findings.count == count else { return nil }
    self.section = section
    self.measure = measure
    paths = section.paths.map(PathPattern.init)
    conditions = section.conditions.compactMap { field, text in (try? Pattern(text)).map { (field, $0) } }
    pattern = section.pattern.flatMap { try? Pattern($0) }
    forbidden = section.forbidden.flatMap { try? Pattern($0) }
  }

  /// - Parameter path: of the file, as the settings see it.
  func isAsked(in path: String) -> Bool { paths.isEmpty || paths.contains { $0.matches(path) } }

  /// What is wrong with a thing.
  func problems(of subject: PolicySubject) -> [(message: String, range: Range<Int>)] {
    for (field, pattern) in conditions {
      guard let values = subject.values(field) else { return [] }
      let texts = values.isEmpty ? [""] : values.map(\.text)
      if !texts.contains(where: pattern.matches) { return [] }
    }
    guard let values = subject.values(section.field) else { return [] }
    if values.isEmpty { return missing.map { [($0, subject.place)] } ?? [] }
    return values.compactMap { value in problem(of: value.text).map { ($0, value.range) } }
  }

  private var missing: String? {
    if section.isRequired { return "there is no `\(section.field)`" }
    // An alert that says nothing does not wait.
    let isZero = section.field == "for" || section.field == "keep_firing_for"
    guard isZero, let minimum, minimum.value > 0 else { return nil }
    return "there is no `\(section.field)`, which has to be at least \(minimum.text)"
  }

  private func problem(of text: String) -> String? {
    let field = section.field
    let shown = text.prefix { !$0.isNewline }.prefix(80)
    if let forbidden, forbidden.matches(text) {
      return section.forbidden == ".*" ? "`\(field)` is not wanted here" : "`\(shown)` is not wanted in `\(field)`"
    }
    if let pattern, !pattern.matches(text) {
      return "`\(field)` is `\(shown)`, which does not match `\(section.pattern ?? "")`"
    }
    if !section.choices.isEmpty, !section.choices.contains(text) {
      return "`\(field)` is `\(shown)`, which is none of the values that are allowed"
    }
    guard let value = measure == .length ? Double(text.count) : Bound.value(text, measure) else { return nil }
    let what = measure == .length ? "`\(field)` has \(text.count) characters" : "`\(field)` is \(text)"
    if let minimum, value < minimum.value { return "\(what), and the least is \(minimum.text)" }
    if let maximum, value > maximum.value { return "\(what), and the most is \(maximum.text)" }
    return nil
  }
}

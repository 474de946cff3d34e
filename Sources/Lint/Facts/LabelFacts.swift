import Documents
import Formats
import PromQL

/// Which labels the files of a project name, and how often.
package struct LabelFacts: Sendable {
  package struct Use: Sendable {
    /// How many rules, queries, routes and the like name it; each counts once.
    package var count = 0
    /// Where first, of those that a slip can be in.
    package var place: Place?
    /// The rule of the file that named it last, so that a rule counts once.
    fileprivate var rule = 0

    mutating func add(_ place: () -> Place) {
      count += 1
      if self.place == nil { self.place = place() }
    }
  }

  /// Where a label is named; found in the file only when somebody asks, as nobody does of most.
  package struct Place: Sendable {
    private enum Part {
      case bytes(Range<Int>)
      case value(Text, Range<Int>?)
    }

    package let source: SourceFile
    private let part: Part

    init(_ range: Range<Int>, in source: SourceFile) {
      part = .bytes(range)
      self.source = source
    }

    /// - Parameter part: of the text's value; nil for all of it.
    init(_ text: Text, _ part: Range<Int>? = nil, in source: SourceFile) {
      self.part = .value(text, part)
      self.source = source
    }

    package var range: Range<Int> {
      switch part {
      case .bytes(let range): range
      case .value(let text, let part?): text.range(of: part, in: source)
      case .value(let text, nil): text.contentRange(in: source)
      }
    }
  }

  package private(set) var uses: [String: Use] = [:]
  /// How many rules of the file were met.
  private var rules = 0

  mutating func merge(_ other: LabelFacts) {
    if uses.isEmpty {
      self = other
      return
    }
    uses.merge(other.uses) { Use(count: $0.count + $1.count, place: $0.place ?? $1.place) }
  }

  /// A rule, with its labels, templates and expression.
  mutating func add(_ rule: PrometheusRule, in source: SourceFile) {
    rules += 1
    for pair in rule.labels { note(pair.key.value, Place(pair.key, in: source)) }
    for use in rule.query.expression?.labelsUsed ?? [] {
      note(use.name, Place(rule.query.text, use.range, in: source))
    }
    for (text, _, template) in rule.templates.all {
      for use in template.labelsUsed where use.origin == .alert {
        note(use.name, Place(text, use.range, in: source))
      }
    }
  }

  /// A query of a dashboard, in which variables may stand for anything.
  mutating func add(_ query: Query) {
    for name in Set((query.expression?.labelsUsed ?? []).map(\.name)) { know(name) }
  }

  /// What a file says beside its rules and queries.
  mutating func add(_ document: Document) {
    for metric in document.metrics { for label in metric.named.labels { know(label, as: 2) } }
    if let config = document.prometheus {
      for pair in config.externalLabels { know(pair.key.value, as: 2) }
      for job in config.jobs {
        for label in JobFact(job, in: document.source).targetLabels { know(label, as: 2) }
      }
    }
    guard let file = document.alertmanager else { return }
    func note(_ name: String, _ place: Place) {
      uses[name, default: Use()].add { place }
    }
    for route in file.routes {
      for label in route.groupBy ?? [] { note(label.value, Place(label, in: file.source)) }
      for placed in route.matchers.placed { note(placed.matcher.name, Place(placed.range, in: file.source)) }
    }
    for rule in file.inhibitRules {
      for placed in rule.source.placed + rule.target.placed {
        note(placed.matcher.name, Place(placed.range, in: file.source))
      }
      for label in rule.equal { note(label.value, Place(label, in: file.source)) }
    }
  }

  private mutating func know(_ name: String, as count: Int = 1) { uses[name, default: Use()].count += count }

  /// A label that the rule names which was met last.
  private mutating func note(_ name: String, _ place: @autoclosure () -> Place) {
    let rule = rules
    func add(_ use: inout Use) {
      if use.rule == rule { return }
      use.rule = rule
      use.add(place)
    }
    add(&uses[name, default: Use()])
  }
}

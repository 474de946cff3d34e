import Documents

/// What a check sees: the spec as written, and the stack as far as it is resolved.
struct SpecContext: Sendable {
  let reading: SpecReading
  let spec: Spec
  let stack: Stack
  var findings: [Finding] = []

  init(reading: SpecReading, spec: Spec, stack: Stack) {
    self.reading = reading
    self.spec = spec
    self.stack = stack
  }

  mutating func report(
    _ name: String, _ message: String, severity: Severity = .error, help: String? = nil, at path: Path,
    notes: [(String, Path)] = []
  ) {
    findings.append(
      Finding(
        "spec/\(name)", message, severity: severity, help: help, in: reading.source, at: reading.range(of: path),
        notes: notes.map { .init($0.0, in: reading.source, at: reading.range(of: $0.1)) }))
  }

  /// Whether something at one of these places could not be read: what follows from its default is no finding of its own.
  func isBroken(_ paths: Path...) -> Bool {
    paths.contains { path in
      guard let node = reading.root?.descend(path) else { return false }
      return reading.findings.contains { $0.severity == .error && $0.range.overlaps(node.range) }
    }
  }

  /// Reports errors in a language inside a scalar at the characters where they are.
  mutating func report(
    _ name: String, _ errors: [(message: String, range: Range<Int>)], help: String? = nil, in path: Path
  ) {
    guard let node = reading.root?.descend(path), let map = node.scalarMap(in: reading.source) else { return }
    for error in errors {
      let range = map.range(of: error.range)
      findings.append(Finding("spec/\(name)", error.message, help: help, in: reading.source, at: range))
    }
  }

  /// Whether a section of the spec declares a name, be it with a value that could not be read: that is told where it stands.
  func declares(_ name: String, in section: String) -> Bool {
    guard let node = reading.root?[section] else { return false }
    if let items = node.sequence {
      return items.contains { item in item["name"].map { $0.text == name } ?? true }
    }
    // What is not even a mapping declares anything.
    return node.mapping == nil ? !node.isNull : node[name] != nil
  }

  /// Reports a name that refers to nothing.
  mutating func unknown(_ kind: String, _ name: String, among known: some Collection<String>, at path: Path) {
    let help = Spelling.help(for: name, among: known) ?? "declare it first"
    report(
      "unknown-\(kind)", "there is no \(kind.map { $0 == "-" ? " " : String($0) }.joined()) `\(name)`", help: help,
      at: path)
  }
}

/// Everything that is checked once a spec's values are known to have the right types.
enum SpecChecks {
  static let all: [@Sendable (inout SpecContext) -> Void] = [
    NameChecks.run,
    ReferenceChecks.run,
    RouteChecks.references,
    TargetChecks.run,
    WatchChecks.run,
    TimingChecks.run,
    MetricChecks.run,
    ObjectiveChecks.run,
    AlertChecks.run,
    AlertNameChecks.reserved,
    TuningChecks.run,
    SettingChecks.run,
    RetentionChecks.run,
    TelemetryChecks.run,
    NotificationChecks.run,
  ]

  /// What needs every rule of the stack, and so a spec in which nothing else is wrong.
  static let ofRules: [@Sendable (inout SpecContext) -> Void] = [AlertNameChecks.taken, RouteChecks.run]

  static func run(_ checks: [@Sendable (inout SpecContext) -> Void], _ context: SpecContext) -> [Finding] {
    checks.parallelMap { check in
      var context = context
      check(&context)
      return context.findings
    }
    .flatMap { $0 }
  }
}

import Documents

/// What a check sees: the spec as written and resolved, and the rules that come of it.
struct SpecContext: Sendable {
  let reading: SpecReading
  let spec: Spec
  let resolved: ResolvedSpec
  let ruleFiles: [RuleFile]
  /// Names of packs that there are.
  let packNames: Set<String>
  /// Packs that something names and that are not there, or have errors of their own.
  let unreadPacks: Set<String>
  var findings: [Finding] = []
  private let answers = KnownAnswers()

  /// Reports a problem, unless the value that it is about could not be read, which is reported already.
  mutating func report(
    _ kind: SpecFinding, _ message: String, severity: Severity? = nil, help: String? = nil, at path: Path,
    notes: [(String, Path)] = []
  ) {
    let range = reading.range(of: path)
    guard !isUnread(path, range) else { return }
    findings.append(
      Finding(
        kind, message, severity: severity, help: help, in: reading.source, at: range,
        notes: notes.map { .init($0.0, in: reading.source, at: reading.range(of: $0.1)) }))
  }

  /// Whether a finding about a value would stand in one that could not be read. Errors at names are about something else.
  private func isUnread(_ path: Path, _ range: Range<Int>) -> Bool {
    if case .name? = path.last { return false }
    return reading.errors.covers(range)
  }

  /// Reports errors in a language inside a scalar at the characters where they are.
  mutating func report(
    _ kind: SpecFinding, _ errors: [(message: String, range: Range<Int>)], help: String? = nil, in path: Path,
    notes: [(String, Path)] = []
  ) {
    guard !isBroken(path), let node = reading.node(at: path), let map = node.scalarMap(in: reading.source) else {
      return
    }
    for error in errors {
      let range = map.range(of: error.range)
      findings.append(
        Finding(
          kind, error.message, help: help, in: reading.source, at: range,
          notes: notes.map { .init($0.0, in: reading.source, at: reading.range(of: $0.1)) }))
    }
  }

  /// Reports a name that refers to nothing.
  mutating func unknown(_ kind: SpecFinding, _ name: String, among known: inout NearestNames, at path: Path) {
    let help = known.help(for: name) ?? "declare it first"
    let noun = kind.id.dropFirst("spec/unknown-".count).map { $0 == "-" ? " " : $0 }
    report(kind, "there is no \(String(noun)) `\(name)`", help: help, at: path)
  }
}

/// What could be read. A valid spec pays nothing for these questions.
extension SpecContext {
  /// Whether something in a value at one of these places, or about its key, could not be read: what follows from its default is no
  /// finding of its own.
  func isBroken(_ paths: Path...) -> Bool {
    guard !reading.errors.isEmpty else { return false }
    return paths.contains { path in
      guard let node = reading.node(at: path) else { return false }
      var places = [node.range]
      if case .key(let key)? = path.last { places.append(reading.range(of: path.dropLast() + [.name(key)])) }
      return places.contains(where: reading.errors.overlaps)
    }
  }

  /// Whether the whole value at a place could not be read and its default is used instead. Faults inside a value do not count.
  func isMistyped(_ path: Path) -> Bool {
    guard !reading.errors.isEmpty, let node = reading.node(at: path) else { return false }
    return reading.errors.contains(node.range)
  }

  /// Whether a key that has no default is there, with a value that could be read.
  func isRead(_ path: Path) -> Bool {
    reading.errors.isEmpty || reading.node(at: path) != nil && !isBroken(path)
  }

  /// Whether a section of the spec declares a name, even with a value that could not be read.
  func declares(_ name: String, in section: String) -> Bool {
    guard let node = reading.node(at: [.key(section)]) else { return isMissing(section) }
    if let items = node.sequence {
      return items.contains { item in item["name"]?.text.map { $0 == name } ?? true }
    }
    // What is not even a mapping declares anything.
    return node.mapping == nil ? !node.isNull : reading.node(at: [.key(section), .key(name)]) != nil
  }

  /// Whether a section that must be there is not: nobody knows what it would hold.
  private func isMissing(_ section: String) -> Bool {
    reading.node(at: [.key(section)]) == nil && Spec.section.fields.contains { $0.key == section && $0.isRequired }
  }

  /// Whether every entry of a section is known as far as some of its keys tell; what else is wrong in it does not matter.
  func knows(_ section: String, _ keys: String...) -> Bool {
    guard !reading.errors.isEmpty else { return true }
    return answers.answer("\(section) \(keys)") {
      guard let node = reading.node(at: [.key(section)]) else { return !isMissing(section) }
      guard !isMistyped([.key(section)]) else { return false }
      return (node.mapping ?? []).allSatisfy { entry in
        let path: Path = [.key(section), .key(entry.key.text ?? "")]
        return !isMistyped(path) && keys.allSatisfy { !isBroken(path + [.key($0)]) }
      }
    }
  }

  /// Whether it is known which parts the stack runs.
  var knowsParts: Bool {
    answers.answer(#function) {
      let isProbing = spec.parts.contains("blackbox")
      return knows("components", "pack") && !isBroken(["deploy", "provide"])
        && !["deploy", "heartbeat", "logging", "tracing"].contains { isMistyped([.key($0)]) }
        && (isProbing || knows("probes") && knowsInServices { !isMistyped($0 + ["health"]) })
    }
  }

  /// Whether it is known which metrics there are. A label, a text or a bound that could not be read makes no difference.
  var knowsMetrics: Bool {
    answers.answer(#function) {
      unreadPacks.isEmpty && knowsParts && knows("services", "packs")
        && !isBroken(["known_metrics"], ["lint", "known_metrics"], ["lint", "known_metrics_files"])
        && !["cost", "lint"].contains { isMistyped([.key($0)]) }
        && knowsInServices { place in
          let metrics = reading.node(at: place + ["metrics"])?.mapping?.compactMap(\.key.text) ?? []
          return !isMistyped(place + ["metrics"]) && !isMistyped(place + ["objectives"])
            && metrics.allSatisfy { metric in
              let metric = place + ["metrics", .key(metric)]
              return !isMistyped(metric) && !isBroken(metric + ["type"])
            }
            && !lost(place + ["scrapes"]) && !lost(place + ["objectives"])
        }
    }
  }

  /// Whether it is known which labels these have.
  var knowsLabels: Bool {
    answers.answer(#function) {
      knowsMetrics
        && knowsInServices { place in
          let metrics = reading.node(at: place + ["metrics"])?.mapping?.compactMap(\.key.text) ?? []
          return metrics.allSatisfy { !isBroken(place + ["metrics", .key($0), "labels"]) }
        }
    }
  }

  /// Whether it is known which alerts there are, with which labels.
  var knowsAlerts: Bool {
    answers.answer(#function) {
      knowsLabels && knows("services", "team", "alerts", "scrapes", "health")
        && knows("components", "team", "alerts", "managed") && knows("probes", "service", "team", "alerts")
        && knows("alerts", "service", "component", "category", "labels")
        && spec.alerts.keys.allSatisfy {
          isRead(["alerts", .key($0), "expr"]) && isRead(["alerts", .key($0), "severity"])
        }
        && knowsSeverities && spec.severities.indices.allSatisfy { !isBroken(["severities", .index($0), "pages"]) }
        && !isBroken(["team"], ["prometheus", "external_labels"]) && !isMistyped(["prometheus"])
    }
  }

  private func knowsInServices(_ isKnown: (Path) -> Bool) -> Bool {
    reading.errors.isEmpty || spec.services.keys.allSatisfy { isKnown(["services", .key($0)]) }
  }

  /// Whether of a mapping's entries none could be read.
  private func lost(_ path: Path) -> Bool {
    guard let entries = reading.node(at: path)?.mapping, !entries.isEmpty else { return false }
    return entries.allSatisfy { entry in
      let place = path + [.key(entry.key.text ?? "")]
      return isMistyped(place)
    }
  }

  /// Whether it is known which severities there are.
  var knowsSeverities: Bool {
    answers.answer(#function) {
      !isMistyped(["severities"])
        && (reading.node(at: ["severities"])?.sequence ?? []).allSatisfy { item in
          item["name"].map { !$0.isMistyped(in: reading) } ?? false
        }
    }
  }

  /// Whether it is known that the stack runs a pack, or that it does not.
  func canTell(_ pack: String) -> Bool {
    !unreadPacks.contains(pack) && (knowsParts || !packNames.contains(pack))
  }

  /// Whether it is known which packs a service or component has, and what is in them.
  func knowsPacks(of owner: Owner) -> Bool {
    let section = owner.kind == .service ? "services" : "components"
    return unreadPacks.isDisjoint(with: owner.packs)
      && !isBroken([.key(section), .key(owner.name), owner.kind == .service ? "packs" : "pack"])
  }
}

extension Node {
  /// Whether nothing of the value could be read.
  fileprivate func isMistyped(in reading: SpecReading) -> Bool { reading.errors.contains(range) }
}

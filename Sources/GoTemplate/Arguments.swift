import RE2

/// What is wrong with arguments beyond their types, where they are written out.
extension Checker {
  // MARK: Numbers

  /// A string given as a number must hold one; of a literal, and of labels that hold names, that is known.
  mutating func checkNumber(_ operand: Operand, for name: String) {
    if let text = operand.string, Double(text) == nil {
      errors.append(
        AlertTemplateError(.wrongType, "“\(name)” takes a number, and “\(text)” is none", at: operand.range))
    } else if let label = operand.label, Self.labelsOfNames.contains(label), dialect == .prometheus {
      errors.append(
        AlertTemplateError(
          .wrongType, "“\(name)” takes a number, and the label “\(label)” holds none", at: operand.range))
    }
  }

  /// Labels whose values nobody takes for numbers: `host:9100`, `node`, `/var`.
  private static let labelsOfNames: Set<String> = ["alertname", "instance", "job", "mountpoint", "severity"]

  /// What one humanizing function wrote, no other reads: `5%` and `1m 3s` are no numbers.
  mutating func checkNumber(madeBy maker: String, for name: String, at range: Range<Int>) {
    guard ["humanizePercentage", "humanizeDuration", "humanizeTimestamp"].contains(maker) else { return }
    errors.append(
      AlertTemplateError(.wrongType, "“\(name)” takes a number, and “\(maker)” gives a text", at: range))
  }

  // MARK: Formats

  /// What Go cannot print as its verb says, it prints with a complaint: `%!d(float64=5)`. <https://pkg.go.dev/fmt#hdr-Format_errors>
  mutating func checkFormat(_ operands: [Operand], _ given: [(Shape, Range<Int>)]) {
    guard let format = operands.first, let text = format.string, let (verbs, isCut) = Printf.verbs(of: text) else {
      return
    }
    let values = given.dropFirst()
    let percent = "write “%%” for a percent sign"
    if isCut {
      misuses.append(
        AlertTemplateError(
          .misuse, "the “%” at the end has no verb: the text shows “%!(NOVERB)”", help: percent, at: format.range))
    } else if verbs.count > values.count {
      let verb = verbs[values.count]
      misuses.append(
        AlertTemplateError(
          .misuse, "no value is left for “%\(verb)”: the text shows “%!\(verb)(MISSING)”",
          help: "give a value for each verb; \(percent)", at: format.range))
    } else if let (_, range) = values.dropFirst(verbs.count).first {
      misuses.append(
        AlertTemplateError(
          .misuse, "the format has no verb for this value: the text shows “%!(EXTRA …)”",
          help: "add a verb, or leave the value out", at: range))
    }
    for (verb, (shape, range)) in zip(verbs, values) {
      guard let (type, fitting, better) = Self.verbs(for: shape), verb != "T", !fitting.contains(verb) else { continue }
      misuses.append(
        AlertTemplateError(
          .misuse, "“%\(verb)” does not print \(shape.name): the text shows “%!\(verb)(\(type)=…)”",
          help: "write “%\(better)”", at: range))
    }
  }

  /// Go's name of a type, the verbs that print it, and what to write where there is no reason for another.
  private static func verbs(for shape: Shape) -> (type: String, fitting: String, better: String)? {
    switch shape {
    case .text: ("string", "sqxXv", "s")
    case .integer: ("int", "bcdoOqxXUv", "d")
    case .float: ("float64", "beEfFgGxXv", ".0f")
    case .boolean: ("bool", "tv", "t")
    default: nil
    }
  }

  // MARK: Patterns

  /// The pattern comes first, and Go compiles it when the template runs.
  mutating func checkPattern(_ name: String, _ operands: [Operand], _ given: [(Shape, Range<Int>)]) {
    guard let pattern = operands.first else { return }
    if let text = pattern.string {
      do throws(PatternError) {
        _ = try Pattern(text, dialect: .search)
      } catch {
        errors.append(
          AlertTemplateError(.evaluation, "“\(text)” is no pattern: \(error.message)", at: pattern.range))
      }
    } else if pattern.label != nil, operands.count == given.count, let last = operands.last, last.string != nil {
      let order = name == "match" ? "a pattern and a text" : "a pattern, its replacement and a text"
      misuses.append(
        AlertTemplateError(
          .misuse, "“\(name)” takes \(order), and here the label is the pattern", help: "the label comes last",
          at: pattern.range))
    }
  }

  // MARK: Queries

  /// The result of `query`.
  mutating func result(of operands: [Operand]) -> Shape {
    guard let operand = operands.first, let text = operand.string else { return .list(.record(.sample(of: nil))) }
    queries.append(AlertTemplate.QueryUse(text: text, range: operand.range))
    return .list(.record(.sample(of: queries.count - 1)))
  }

  /// `label "instance" .`
  mutating func noteLabel(of operands: [Operand], _ query: Int?) {
    guard let operand = operands.first, let name = operand.string else { return }
    noteLabel(name, of: .labels(.sample(of: query)), operand.range)
  }
}

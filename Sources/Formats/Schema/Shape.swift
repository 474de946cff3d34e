import Documents

/// What a value in somebody else's configuration may be, as the program that reads it decodes it.
///
/// Formats are tables of shapes. Unlike the sections of our own spec, which decode into values, these only tell what their owner
/// would refuse: rules read the tree itself, with its places.
package indirect enum Shape: Sendable {
  /// Anything; somebody else checks it.
  case any
  /// Any scalar: to a string field Go's YAML decoder takes numbers and booleans as they are written.
  case string
  /// A string proper: what YAML takes for a number or a boolean is refused, as by Kubernetes.
  case text
  /// `true`, `yes`, `on`… in the spellings of YAML 1.1, which Go's decoder accepts for a boolean field.
  case boolean
  case integer
  /// An integer that is not negative.
  case natural
  case number
  /// One of these words.
  case choice([String])
  /// A scalar that a function takes; what it is called, and what to do about one of another kind.
  case fitting(String, help: String? = nil, @Sendable (Scalar) -> Bool)
  /// A scalar that a function examines; it returns what is wrong, or nil.
  case parsed(@Sendable (String) -> String?)
  /// What is of one shape and of another too; the second is asked where the first has no objection.
  case both(Shape, Shape)
  /// Of this shape once variables of Compose are filled in; what still has some is not looked at.
  case filledIn(Shape)
  /// A scalar of any kind, or else something of this shape.
  case scalarOr(Shape)
  case list(Shape)
  /// A list in which nothing may stand for an item.
  case entries(Shape)
  /// What may be written in several forms; nil for a form that it does not have.
  case either(scalar: Shape?, list: Shape?, mapping: Shape?)
  /// Any keys, all of one shape; a function says what is wrong with a key, or nil.
  case map(Shape, keys: @Sendable (String) -> String? = { _ in nil })
  /// Fixed keys.
  case section(SectionShape)
  /// A shape that is looked up when it is met, for what can hold itself.
  case later(@Sendable () -> Shape)
}

/// A mapping with fixed keys. A class, so that sections can hold each other and tables are shared, not copied.
package final class SectionShape: Sendable {
  /// What holds or does not hold across the keys of one mapping.
  package typealias Check = @Sendable (Node) -> [FormatProblem]

  /// As messages name it: `scrape_config`.
  package let name: String
  package let fields: [String: Shape]
  /// The same, where they are so few that looking through them is faster than hashing.
  private let few: [(key: String, shape: Shape)]?
  /// Keys that may not be left out, in the order in which they are asked for.
  package let required: [String]
  /// Whether keys that begin with `x-` may hold anything.
  let takesExtensions: Bool
  let checks: [Check]

  package init(
    _ name: String, _ fields: [String: Shape], required: [String] = [], checks: [Check] = [],
    takesExtensions: Bool = false
  ) {
    self.takesExtensions = takesExtensions
    self.name = name
    self.fields = fields
    few = fields.count <= 8 ? fields.map { ($0, $1) } : nil
    self.required = required
    self.checks = checks
  }
}

extension Shape {
  /// Everything that the owner would refuse, in the order of the file.
  package func problems(in node: Node) -> [FormatProblem] {
    var found: [FormatProblem] = []
    collect(node, &found)
    return found
  }

  fileprivate func collect(_ node: Node, _ found: inout [FormatProblem]) {
    // Most values are strings, which any scalar is.
    if case .string = self, case .scalar = node.content { return }
    // Nothing leaves the default, for a field of any type.
    if node.isNull { return }
    switch self {
    case .any: break
    case .string: scalar(node, "a string", &found) { _ in true }
    case .text:
      scalar(node, "a string", help: "put it in quotes", &found) {
        ForeignScalars.boolean($0) == nil && ForeignScalars.number($0) == nil
      }
    case .either(let one, let list, let mapping):
      let shape: Shape? =
        switch node.content {
        case .scalar: one
        case .sequence: list
        case .mapping: mapping
        }
      let forms = [one.map { _ in "a value" }, list.map { _ in "a list" }, mapping.map { _ in "a mapping" }]
      guard let shape else { return expected(forms.compactMap { $0 }.joined(separator: " or "), node, &found) }
      shape.collect(node, &found)
    case .boolean: scalar(node, "a boolean, `true` or `false`", &found) { ForeignScalars.boolean($0) != nil }
    case .integer: scalar(node, "a whole number", &found) { ForeignScalars.isInteger($0) }
    case .natural: scalar(node, "a whole number from 0 on", &found) { ForeignScalars.isNatural($0) }
    case .number: scalar(node, "a number", &found) { ForeignScalars.isNumber($0) }
    case .fitting(let what, let help, let fits): scalar(node, what, help: help, &found, fits)
    case .choice(let words):
      guard let text = node.text else { return scalar(node, "a word", &found) { _ in true } }
      if !words.contains(text) {
        found.append(
          FormatProblem(
            "`\(text)` is none of \(words.map { "`\($0)`" }.joined(separator: ", "))",
            help: Spelling.nearest(to: text, among: words).map { "did you mean `\($0)`?" }, at: node.range))
      }
    case .parsed(let problem):
      guard let text = node.text else { return scalar(node, "a string", &found) { _ in true } }
      if let message = problem(text) { found.append(FormatProblem(message, at: node.range)) }
    case .both(let one, let other):
      let count = found.count
      one.collect(node, &found)
      if found.count == count { other.collect(node, &found) }
    case .filledIn(let other): if node.text.map(Interpolation.isNeeded) != true { other.collect(node, &found) }
    case .scalarOr(let other): if node.scalar == nil { other.collect(node, &found) }
    case .list(let element):
      guard let items = node.sequence else { return expected("a list", node, &found) }
      for item in items { element.collect(item, &found) }
    case .entries(let element):
      guard let items = node.sequence else { return expected("a list", node, &found) }
      for item in items {
        if item.isNull {
          found.append(FormatProblem("this item of the list is empty", help: "fill or remove it", at: item.range))
        }
        element.collect(item, &found)
      }
    case .map(let value, let keyProblem):
      guard let entries = node.mapping else { return expected("a mapping", node, &found) }
      for entry in entries {
        if let problem = keyProblem(entry.key.text ?? "") {
          found.append(FormatProblem(problem, at: entry.key.range))
        }
        value.collect(entry.value, &found)
      }
    case .section(let section): section.collect(node, &found)
    case .later(let shape): shape().collect(node, &found)
    }
  }

  /// - Parameter help: what to do about a scalar of another kind.
  private func scalar(
    _ node: Node, _ what: String, help: String? = nil, _ found: inout [FormatProblem], _ fits: (Scalar) -> Bool
  ) {
    if node.scalar.map(fits) != true { expected(what, help: node.scalar == nil ? nil : help, node, &found) }
  }
}

private func expected(_ what: String, help: String? = nil, _ node: Node, _ found: inout [FormatProblem]) {
  let value = node.text.map { $0.isEmpty ? "" : " `\($0.prefix(60))`" } ?? ""
  found.append(FormatProblem("expected \(what), found \(node.kindName)\(value)", help: help, at: node.range))
}

extension SectionShape {
  private func field(_ key: String) -> Shape? {
    if let few { few.first { $0.key == key }?.shape } else { fields[key] }
  }

  fileprivate func collect(_ node: Node, _ found: inout [FormatProblem]) {
    guard let entries = node.mapping else { return expected("a mapping", node, &found) }
    var unknown: [String] = []
    for entry in entries {
      let key = entry.key.text ?? ""
      if let field = field(key) {
        field.collect(entry.value, &found)
      } else if takesExtensions, key.hasPrefix("x-") {
        continue
      } else {
        unknown.append(key)
        let lower = key.lowercased()
        found.append(
          FormatProblem(
            "unknown key `\(key)` in \(name)", help: Spelling.help(for: key, among: Array(fields.keys)),
            at: entry.key.range, isOfCase: fields.keys.contains { $0.lowercased() == lower },
            foreignKey: entry.value.text == nil && Spelling.nearest(to: key, among: fields.keys) == nil ? key : nil))
      }
    }
    // A key that is misspelt is not missing as well.
    let missing = required.filter { key in
      !node.isPresent(key) && !unknown.contains { Spelling.nearest(to: $0, among: fields.keys) == key }
    }
    for key in missing {
      found.append(
        FormatProblem(
          "\(name) lacks `\(key)`", help: "add `\(key):`", at: node.range.lowerBound..<node.range.lowerBound))
    }
    for check in checks {
      let contradictions = check(node)
      if contradictions.isEmpty { continue }
      found += unknown.isEmpty && missing.isEmpty ? contradictions : contradictions.filter { !$0.range.isEmpty }
    }
  }
}

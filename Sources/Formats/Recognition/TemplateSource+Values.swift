import Documents

extension TemplateSource {
  /// By values that stand where the owner expands nothing, and which it would refuse.
  package init?(valuesIn root: Node, of kind: FileKind) {
    let values: [String]
    switch kind {
    case .rules: values = Self.plainTexts(ofRules: root)
    case .ruleTests: values = Self.series(ofTests: root)
    case .prometheus: values = root.texts { $0.includes("{{") }
    case .alertmanager: values = root.texts(Self.isOneOfJinja)
    case .compose:
      // Maven's variables have dots, and Compose's have none.
      if !root.texts(Self.hasDottedVariable).isEmpty {
        self = .substitution
        return
      }
      values = root.texts(Self.isOneOfJinja)
    case .kubernetes:
      let specs = KubernetesResource.all(in: [root]).filter { $0.kind == "PrometheusRule" }.compactMap {
        $0.node["spec"]
      }
      values = specs.flatMap(Self.plainTexts)
    default: return nil
    }
    for text in values {
      if kind != .kubernetes, text.includes("{{"), !Self.isOfPrometheus(text) {
        self = .go
        return
      }
      if kind != .compose, Self.isForPeople(text) {
        self = .substitution
        return
      }
      if kind == .rules, Self.hasVariable(text) || Self.isVariable(text), !text.includes("label_replace") {
        self = .substitution
        return
      }
    }
    guard [.prometheus, .alertmanager, .kubernetes].contains(kind) else { return nil }
    let variables = root.scalars { Self.hasVariable($0.text) || Placeholder.isSubstituted($0.text) }.map(\.range)
    if variables.isEmpty { return nil }
    let problems =
      switch kind {
      case .prometheus: PrometheusShape.problems(in: root)
      case .alertmanager: AlertmanagerShapes.file.problems(in: root)
      default: KubernetesResource.all(in: [root]).flatMap(OperatorShape.problems)
      }
    guard variables.contains(where: { range in problems.contains { $0.range.overlaps(range) } }) else { return nil }
    self = .substitution
  }

  /// The texts of rules that Prometheus does not expand as templates.
  private static func plainTexts(ofRules root: Node) -> [String] {
    var texts: [String] = []
    func add(_ node: Node, _ keys: [String]) {
      for entry in node.mapping ?? [] {
        guard let key = entry.key.text, keys.contains(key), let text = entry.value.text else { continue }
        texts.append(text)
      }
    }
    for group in root["groups"]?.sequence ?? [] {
      add(group, ["name", "interval"])
      for rule in group["rules"]?.sequence ?? [] { add(rule, ["alert", "record", "expr", "for", "keep_firing_for"]) }
    }
    return texts
  }

  /// What a person meant for an annotation, and wrote into an expression.
  static func isOfPrometheus(_ text: String) -> Bool { text.includes("$labels") || text.includes("$value") }

  /// Nothing but `{{ name }}`, `{{ name.part }}` or `{{ name | filter }}`: Go's templates would read the name as a function.
  private static func isOneOfJinja(_ text: String) -> Bool {
    let bytes = Array(text.trimmed().utf8)
    guard let end = endOfAction(bytes[...]), end == bytes.count else { return false }
    let inner = bytes.dropFirst(2).dropLast(2).drop { $0 == 0x20 || $0 == UInt8(ascii: "-") }
    let word = inner.prefix { $0.isNameByte }
    guard word.first?.isLetter == true, !goWords.contains(String(decoding: word, as: UTF8.self)) else { return false }
    let rest = inner.dropFirst(word.count)
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "[") { return true }
    let next = rest.first { $0 != 0x20 && $0 != UInt8(ascii: "-") }
    return next == nil || next == UInt8(ascii: "|")
  }

  /// Words with which an action of Go's language may begin and end.
  private static let goWords: Set<String> = ["end", "else", "break", "continue", "now"]

  /// `$NAME` and nothing else.
  private static func isVariable(_ text: String) -> Bool {
    text.hasPrefix("$") && text.utf8.count > 2
      && text.utf8.dropFirst().allSatisfy { $0 == UInt8(ascii: "_") || $0 < 0x5B && $0.isLetter }
  }

  /// `<expression>`, which a person is to replace.
  private static func isForPeople(_ text: String) -> Bool {
    text.utf8.first { $0 > 0x20 } == UInt8(ascii: "<") && text.includes(">")
  }

  /// The series of tests, where they are written and where they are expected.
  private static func series(ofTests root: Node) -> [String] {
    (root["tests"]?.sequence ?? []).flatMap { test -> [String] in
      let expected = (test["promql_expr_test"]?.sequence ?? []).flatMap { $0["exp_samples"]?.sequence ?? [] }
      return (test["input_series"]?.sequence ?? []).compactMap { $0["series"]?.text }
        + expected.compactMap { $0["labels"]?.text }
    }
  }

  /// `${project.version}`
  private static func hasDottedVariable(_ text: String) -> Bool {
    var rest = text[...]
    while let open = rest.firstRange(of: "${") {
      let name = rest[open.upperBound...].prefix { $0 != "}" }
      if name.contains("."), name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }) { return true }
      rest = rest[open.upperBound...]
    }
    return false
  }

  /// `${NAME}`, which is no group of a pattern, as `${1}` is one.
  private static func hasVariable(_ text: String) -> Bool {
    guard text.includes("${") else { return false }
    var bytes = text.utf8[...]
    while let dollar = bytes.firstIndex(of: UInt8(ascii: "$")) {
      bytes = bytes[dollar...].dropFirst()
      guard bytes.first == UInt8(ascii: "{") else { continue }
      let name = bytes.dropFirst()
      if name.first?.isLetter == true || name.first == UInt8(ascii: "_"), name.contains(UInt8(ascii: "}")) {
        return true
      }
    }
    return false
  }
}

extension Node {
  /// The scalars among its values for which something holds.
  fileprivate func scalars(_ isOne: (Scalar) -> Bool) -> [Node] {
    switch content {
    case .scalar(let scalar): isOne(scalar) ? [self] : []
    case .sequence(let items): items.flatMap { $0.scalars(isOne) }
    case .mapping(let entries): entries.flatMap { $0.value.scalars(isOne) }
    }
  }

  fileprivate func texts(_ isOne: (String) -> Bool) -> [String] { scalars { isOne($0.text) }.compactMap(\.text) }
}

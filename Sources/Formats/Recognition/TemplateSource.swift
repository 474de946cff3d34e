import Documents

/// The language of a file that something fills in before its owner reads it. Such a file is no YAML yet, or YAML with other values.
package enum TemplateSource: String, Sendable {
  case erb = "ERB"
  case jinja = "Jinja"
  case helm = "Helm"
  case go = "Go or Jinja"
  case terraform = "Terraform"
  case substitution = "variables in the text"

  /// As messages name such a file.
  package var description: String { "a template (\(rawValue)), which is filled in before anybody reads it" }

  /// By its name, as the tools that fill files in call their sources: `prometheus.yml.j2`, `rules.tpl.yml`.
  package init?(name path: String) {
    let words = (path.split(separator: "/").last ?? "").lowercased().split(separator: ".").map(String.init)
    let endings: [String: TemplateSource] = [
      "j2": .jinja, "jinja": .jinja, "jinja2": .jinja, "erb": .erb, "tpl": .go, "tmpl": .go, "gotmpl": .go, "tftpl": .terraform,
      "template": .substitution, "envsubst": .substitution,
    ]
    // What ends in `.tmpl` alone is a file of message templates, which Alertmanager reads as it is.
    guard words.count > 2, let source = words.dropFirst().suffix(2).lazy.compactMap({ endings[$0] }).first else {
      return nil
    }
    self = source
  }

  /// By marks that a finished file does not have.
  ///
  /// - Parameter kind: what the file would be; some marks mean something to its owner.
  package init?(marksIn bytes: UnsafeBufferPointer<UInt8>, of kind: FileKind?) {
    func encloses(_ open: StaticString, _ close: StaticString) -> Bool {
      bytes.offset(of: open).map { bytes.offset(of: close, from: $0) != nil } ?? false
    }
    if Self.isOfHelm(bytes) {
      self = .helm
      return
    }
    // Text panels hold pages of other languages, and Compose doubles the dollar sign to keep one.
    if kind == .dashboard { return nil }
    if encloses("<%", "%>") {
      self = .erb
    } else if encloses("{%", "%}") {
      self = .jinja
    } else if encloses("%{ if", "}") || encloses("%{ for", "}") || encloses("%{~", "}")
      || kind != .compose && encloses("$${", "}")
    {
      self = .terraform
    } else {
      return nil
    }
  }

  /// An action that only Helm's functions and objects stand in, or one that keeps the braces of another.
  private static func isOfHelm(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while let open = bytes.offset(of: "{{", from: position) {
      let line = bytes.offset(of: UInt8(ascii: "\n"), from: open) ?? bytes.count
      let end = bytes.offset(of: "}}", from: open + 2) ?? line
      let action = UnsafeBufferPointer(rebasing: bytes[min(open + 2, bytes.count)..<max(open + 2, min(end, bytes.count))])
      if helmWords.contains(where: { action.offset(of: $0) != nil }) || Self.keepsBraces(action) { return true }
      position = open + 2
    }
    return false
  }

  private static let helmWords: [StaticString] = [
    ".Values.", ".Values ", ".Release.", ".Chart.", ".Capabilities.", ".Files.", "include \"", "toYaml ", "nindent ",
  ]

  /// ``{{`{{`` and `{{ "{{" }}`.
  private static func keepsBraces(_ action: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = action.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
    guard let quote = text.first, [UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote) else {
      return false
    }
    return text.dropFirst().starts(with: "{{".utf8) || text.dropFirst().starts(with: "}}".utf8)
  }

  /// What keeps a file from being parsed is its actions: without them it is YAML, or JSON.
  ///
  /// - Parameter parses: whether bytes are what the file would be.
  package init?(broken bytes: [UInt8], parses: ([UInt8]) -> Bool) {
    guard let filled = Self.filledIn(bytes), parses(filled) else { return nil }
    self = .go
  }

  /// The same text with a word in the place of each action, and without the lines that are nothing else; nil where there is none.
  private static func filledIn(_ bytes: [UInt8]) -> [UInt8]? {
    let open = UInt8(ascii: "{"), close = UInt8(ascii: "}")
    var result: [UInt8] = []
    var found = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      var text: [UInt8] = [], rest = line, hasText = false, hasAction = false
      while let byte = rest.first {
        if byte == open, rest.dropFirst().first == open,
          let end = rest.indices.dropFirst(2).first(where: { rest[$0] == close && $0 + 1 < rest.endIndex && rest[$0 + 1] == close })
        {
          (found, hasAction) = (true, true)
          text.append(UInt8(ascii: "1"))
          rest = rest[(end + 2)...]
        } else {
          if byte > 0x20 { hasText = true }
          text.append(byte)
          rest.removeFirst()
        }
      }
      result += hasAction && !hasText ? [] : text
      result.append(UInt8(ascii: "\n"))
    }
    return found ? result : nil
  }

  /// By values that stand where the owner expands nothing, and which it would refuse.
  package init?(valuesIn root: Node, of kind: FileKind) {
    let values: [String]
    switch kind {
    case .rules: values = Self.plainTexts(ofRules: root)
    case .prometheus: values = root.texts { $0.includes("{{") }
    case .alertmanager, .compose: values = root.texts(Self.isOneOfJinja)
    default: return nil
    }
    for text in values {
      if text.includes("{{"), !Self.isOfPrometheus(text) {
        self = .go
        return
      }
      if kind == .rules, Self.hasVariable(text), !text.includes("label_replace") {
        self = .substitution
        return
      }
    }
    let problems: [FormatProblem]
    switch kind {
    case .prometheus: problems = PrometheusShape.problems(in: root)
    case .alertmanager: problems = AlertmanagerShapes.file.problems(in: root)
    default: return nil
    }
    let variables = root.scalars { Self.hasVariable($0.text) }.map(\.range)
    guard variables.contains(where: { range in problems.contains { $0.range.overlaps(range) } }) else { return nil }
    self = .substitution
  }

  /// The texts of rules that Prometheus does not expand as templates.
  private static func plainTexts(ofRules root: Node) -> [String] {
    (root["groups"]?.sequence ?? []).flatMap { group -> [String] in
      let own = ["name", "interval"].compactMap { group[$0]?.text }
      let rules = group["rules"]?.sequence ?? []
      return own
        + rules.flatMap { rule in ["alert", "record", "expr", "for", "keep_firing_for"].compactMap { rule[$0]?.text } }
    }
  }

  /// What a person meant for an annotation, and wrote into an expression.
  private static func isOfPrometheus(_ text: String) -> Bool { text.includes("$labels") || text.includes("$value") }

  /// Nothing but `{{ name }}` or `{{ name | filter }}`: Go's templates would read the name as a function.
  private static func isOneOfJinja(_ text: String) -> Bool {
    let text = text.trimmed()
    guard text.hasPrefix("{{"), text.hasSuffix("}}"), text.utf8.count > 4 else { return false }
    let inner = text.dropFirst(2).dropLast(2).utf8.drop { $0 == 0x20 || $0 == UInt8(ascii: "-") }
    let word = inner.prefix { $0.isNameByte }
    guard let first = word.first, first.isLetter, !goWords.contains(String(Substring(word))) else { return false }
    let next = inner.dropFirst(word.count).drop { $0 == 0x20 }.first
    return next == nil || next == UInt8(ascii: ".") || next == UInt8(ascii: "|") || next == UInt8(ascii: "[")
  }

  /// Words with which an action of Go's language may begin and end.
  private static let goWords: Set<String> = ["end", "else", "break", "continue", "now"]

  /// `${NAME}`, which is no group of a pattern, as `${1}` is one.
  private static func hasVariable(_ text: String) -> Bool {
    var bytes = text.utf8[...]
    while let dollar = bytes.firstIndex(of: UInt8(ascii: "$")) {
      bytes = bytes[dollar...].dropFirst()
      guard bytes.first == UInt8(ascii: "{") else { continue }
      let name = bytes.dropFirst()
      if name.first?.isLetter == true || name.first == UInt8(ascii: "_"), name.contains(UInt8(ascii: "}")) { return true }
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

extension UInt8 {
  fileprivate var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}

import Documents

/// The language of a file that something fills in before its owner reads it. Such a file is no YAML yet, or YAML with other values.
package enum TemplateSource: String, Sendable {
  case erb = "ERB"
  case jinja = "Jinja"
  case helm = "Helm"
  case go = "Go or Jinja"
  case terraform = "Terraform"
  case ytt
  case substitution = "variables in the text"

  /// As messages name such a file.
  package var description: String { "a template (\(rawValue)), which is filled in before anybody reads it" }

  /// By its name, as the tools that fill files in call their sources: `prometheus.yml.j2`, `rules.tpl.yml`.
  package init?(name path: String) {
    let words = (path.split(separator: "/").last ?? "").lowercased().split(separator: ".").map(String.init)
    let endings: [String: TemplateSource] = [
      "j2": .jinja, "jinja": .jinja, "jinja2": .jinja, "erb": .erb, "tpl": .go, "tmpl": .go, "gotmpl": .go,
      "tftpl": .terraform,
      "template": .substitution, "envsubst": .substitution,
    ]
    // What ends in `.tmpl` alone is a file of message templates, which Alertmanager reads as it is.
    guard words.count > 2, let source = words.dropFirst().suffix(2).lazy.compactMap({ endings[$0] }).first else {
      return nil
    }
    self = source
  }

  /// By marks that a finished file does not have. What stands in a comment is none.
  ///
  /// - Parameters:
  ///   - kind: what the file would be; some marks mean something to its owner.
  ///   - isWhole: it can be read as it is, so that a mark in the middle of a line may be a part of some text.
  package init?(marksIn bytes: UnsafeBufferPointer<UInt8>, of kind: FileKind?, isWhole: Bool) {
    let isPlain = kind == .rules || kind == .prometheus || !isWhole
    for mark in Self.marks {
      var position = 0
      // Of each line that has it, the whole is looked at once.
      while let place = bytes.offset(of: mark, from: position) {
        var start = place
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        let end = bytes.offset(of: UInt8(ascii: "\n"), from: place) ?? bytes.count
        let line = bytes[start..<end].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if !Self.isComment(line),
          let found = Self.mark(
            UnsafeBufferPointer(rebasing: Self.withoutComment(line)), kind, isPlain: isPlain, isWhole: isWhole)
        {
          self = found
          return
        }
        position = end
      }
    }
    return nil
  }

  /// What a line has that is looked at; most files have none of these, or the first alone.
  private static let marks: [StaticString] = ["{{", "{%", "{#", "<%", "%{", "$${", "#@"]

  private static func isComment(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    line.first == UInt8(ascii: "#") && line.dropFirst().first != UInt8(ascii: "@")
  }

  /// A line up to a comment behind its value, as far as quotes leave no doubt.
  private static func withoutComment(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    var end = line.startIndex
    var quote: UInt8?
    while end < line.endIndex {
      let byte = line[end]
      if let open = quote {
        if byte == open { quote = nil }
      } else if quotes.contains(byte) {
        quote = byte
      } else if byte == UInt8(ascii: "#"), end > line.startIndex, line[end - 1] == UInt8(ascii: " "),
        end + 1 < line.endIndex, line[end + 1] != UInt8(ascii: "@")
      {
        return line[..<end]
      }
      end += 1
    }
    return line
  }

  /// - Parameter isPlain: nobody expands or shows the text of the line, so that a mark anywhere in it is one.
  private static func mark(
    _ line: UnsafeBufferPointer<UInt8>, _ kind: FileKind?, isPlain: Bool, isWhole: Bool
  ) -> TemplateSource? {
    if isOfHelm(line) { return .helm }
    // Text panels hold pages of other languages, within the strings of the file.
    if kind == .dashboard { return !isWhole && line.offset(of: "{%") == 0 ? .jinja : nil }
    func begins(_ mark: StaticString) -> Bool { line.offset(of: mark) == 0 }
    func has(_ open: StaticString, _ close: StaticString) -> Bool {
      line.offset(of: open).map { line.offset(of: close, from: $0) != nil } ?? false
    }
    if begins("<%") || isPlain && has("<%=", "%>") { return .erb }
    if begins("{%") || begins("{#") || isPlain && has("{%", "%}") || has("{% raw", "%}") || has("{%- raw", "%}") {
      return .jinja
    }
    if has("%{ if", "}") || has("%{ for", "}") || has("%{~", "}") { return .terraform }
    // Compose doubles the dollar sign to keep one, and so do replacements of groups.
    if kind != .compose, let dollar = line.offset(of: "$${"), dollar + 3 < line.count, line[dollar + 3].isLetter {
      return .terraform
    }
    if begins("#@ ") || begins("#@/") || line.offset(of: ": #@ ") != nil { return .ytt }
    return nil
  }

  /// An action that only Helm's functions and objects stand in, or one that keeps the braces of another.
  private static func isOfHelm(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while let open = line.offset(of: "{{", from: position) {
      // An action may go on in the next line.
      let end = line.offset(of: "}}", from: open + 2) ?? line.count
      let action = UnsafeBufferPointer(rebasing: line[(open + 2)..<end])
      if helmWords.contains(where: { action.offset(of: $0) != nil }) || keepsBraces(action) { return true }
      position = end
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

  /// The same text with a word in the place of each action and variable, and without the lines that are nothing else; nil where there is
  /// none but those of an annotation, whose quotes somebody forgot.
  private static func filledIn(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var found = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      var text: [UInt8] = [], rest = line, hasText = false, hasAction = false
      // Behind the last sign that closes something nothing is looked for again and again.
      let last = line.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "@") } ?? line.startIndex
      while let byte = rest.first {
        if rest.startIndex < last, let end = endOfAction(rest) ?? endOfVariable(rest) ?? endOfMarkedWord(rest) {
          if !isOfPrometheus(String(decoding: rest[..<end], as: UTF8.self)) { found = true }
          hasAction = true
          text.append(UInt8(ascii: "1"))
          rest = rest[end...]
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

  /// What follows `{{ … }}` that begins here.
  private static func endOfAction(_ text: ArraySlice<UInt8>) -> Int? {
    let open = UInt8(ascii: "{"), close = UInt8(ascii: "}")
    guard text.first == open, text.dropFirst().first == open else { return nil }
    let end = text.indices.dropFirst(2).first { text[$0] == close && $0 + 1 < text.endIndex && text[$0 + 1] == close }
    return end.map { $0 + 2 }
  }

  /// What follows `${NAME}` that begins here.
  private static func endOfVariable(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "$"), text.dropFirst().first == UInt8(ascii: "{"),
      let close = text.firstIndex(of: UInt8(ascii: "}")), close > text.startIndex + 2,
      text[(text.startIndex + 2)..<close].allSatisfy(\.isNameByte)
    else { return nil }
    return close + 1
  }

  /// What follows `@NAME@` or `@@NAME@@` that begins here; no plain YAML begins so.
  private static func endOfMarkedWord(_ text: ArraySlice<UInt8>) -> Int? {
    let mark = UInt8(ascii: "@")
    let word = text.drop { $0 == mark }
    let rest = word.drop { $0 == UInt8(ascii: "_") || $0.isDigit || $0 < 0x5B && $0.isLetter }
    let count = word.startIndex - text.startIndex
    guard (1...2).contains(count), rest.startIndex > word.startIndex,
      rest.prefix(count).elementsEqual(text.prefix(count))
    else { return nil }
    return rest.startIndex + count
  }

  /// By values that stand where the owner expands nothing, and which it would refuse.
  package init?(valuesIn root: Node, of kind: FileKind) {
    let values: [String]
    switch kind {
    case .rules: values = Self.plainTexts(ofRules: root)
    case .ruleTests: values = Self.series(ofTests: root)
    case .prometheus: values = root.texts { $0.includes("{{") }
    case .alertmanager, .compose: values = root.texts(Self.isOneOfJinja)
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
    let variables = root.scalars { Self.hasVariable($0.text) || Self.isPlaceholder($0.text) }.map(\.range)
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
    (root["groups"]?.sequence ?? []).flatMap { group -> [String] in
      let own = ["name", "interval"].compactMap { group[$0]?.text }
      let rules = group["rules"]?.sequence ?? []
      return own
        + rules.flatMap { rule in ["alert", "record", "expr", "for", "keep_firing_for"].compactMap { rule[$0]?.text } }
    }
  }

  /// What a person meant for an annotation, and wrote into an expression.
  private static func isOfPrometheus(_ text: String) -> Bool { text.includes("$labels") || text.includes("$value") }

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

  /// `SMTP_HOST`, `CHAT-ID`, `__HOST__`, `$$HOST$$`, which a script or a person replaces.
  private static func isPlaceholder(_ text: String) -> Bool {
    func isMark(_ byte: UInt8) -> Bool { "_$@%#".utf8.contains(byte) }
    func isJoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") }
    let word = text.utf8.drop(while: isMark).reversed().drop(while: isMark)
    let isMarked = word.count + 2 <= text.utf8.count
    return (isMarked || text.utf8.contains(where: isJoint)) && word.last.map { $0 < 0x5B && $0.isLetter } == true
      && word.allSatisfy { isJoint($0) || $0.isDigit || $0 < 0x5B && $0.isLetter }
  }

  /// `<expression>`, which a person is to replace.
  private static func isForPeople(_ text: String) -> Bool {
    let text = text.trimmed()
    return text.hasPrefix("<") && text.includes(">")
  }

  /// The series of tests, where they are written and where they are expected.
  private static func series(ofTests root: Node) -> [String] {
    (root["tests"]?.sequence ?? []).flatMap { test -> [String] in
      let expected = (test["promql_expr_test"]?.sequence ?? []).flatMap { $0["exp_samples"]?.sequence ?? [] }
      return (test["input_series"]?.sequence ?? []).compactMap { $0["series"]?.text }
        + expected.compactMap { $0["labels"]?.text }
    }
  }

  /// `${NAME}`, which is no group of a pattern, as `${1}` is one.
  private static func hasVariable(_ text: String) -> Bool {
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

extension UInt8 {
  fileprivate var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}

import RE2

/// What is done with each line.
extension LogQLParser {
  /// Nil where no stage begins.
  mutating func stage() throws(LogQLError) -> LogSelection.Stage? {
    if ["|=", "!=", "|~", "!~", "|>", "!>"].contains(current.text) { return try lineFilter() }
    guard take("|") else { return nil }
    let token = current
    switch token.keyword {
    case "json", "logfmt":
      _ = advance()
      while current.kind == .flag { _ = advance() }
      try parameters()
    case "unpack", "decolorize": _ = advance()
    case "pattern", "line_format":
      _ = advance()
      _ = try string()
    case "regexp":
      _ = advance()
      let pattern = try Self.pattern(string(), .search)
      let names = pattern.groupNames
      guard !names.isEmpty else {
        throw LogQLError("`regexp` makes labels of named groups, `(?P<name>…)`, and there are none", token.range)
      }
      return .groups(pattern, names: names)
    case "label_format":
      _ = advance()
      repeat {
        _ = try word("a label")
        try expect("=")
        if case .string = current.kind { _ = advance() } else { _ = try word("a label or a string") }
      } while take(",")
    case "drop", "keep":
      _ = advance()
      repeat { _ = try labelOrMatcher() } while take(",")
    case "unwrap":
      _ = advance()
      let label = try word("a label")
      guard take("(") else { return .unwrap(label.text) }
      guard ["bytes", "duration", "duration_seconds"].contains(label.text) else {
        throw LogQLError("Loki has no conversion `\(label.text)`", label.range)
      }
      defer { _ = take(")") }
      return .unwrap(try word("a label").text)
    default: return .labels(try labelFilter())
    }
    return .other(token.keyword ?? token.text)
  }

  private mutating func lineFilter() throws(LogQLError) -> LogSelection.Stage {
    let op = advance().text
    var texts: [(text: String, range: Range<Int>)] = []
    var hasAddress = false
    repeat {
      if take("ip") {
        try address()
        hasAddress = true
      } else {
        texts.append(try string())
      }
    } while take("or")
    if hasAddress { return .other("ip") }
    let isNegated = op.hasPrefix("!")
    switch op.last {
    case "~":
      var patterns: [Pattern] = []
      for text in texts { patterns.append(try Self.pattern(text, .search)) }
      return .matches(patterns, isNegated: isNegated)
    case ">": return .other(op)
    default: return .contains(texts.map(\.text), isNegated: isNegated)
    }
  }

  private mutating func address() throws(LogQLError) {
    try expect("(")
    _ = try string()
    try expect(")")
  }

  private mutating func parameters() throws(LogQLError) {
    guard current.kind == .word else { return }
    repeat {
      _ = try word("a label")
      if take("=") { _ = try string() }
    } while take(",")
  }

  private mutating func labelOrMatcher() throws(LogQLError) -> Token {
    let label = try word("a label")
    if ["=", "!=", "=~", "!~"].contains(current.text) {
      _ = advance()
      _ = try string()
    }
    return label
  }

  // MARK: Labels

  private mutating func labelFilter() throws(LogQLError) -> LogSelection.LabelFilter {
    var left = try labelConjunction()
    while take("or") { left = .either(left, try labelConjunction()) }
    return left
  }

  private mutating func labelConjunction() throws(LogQLError) -> LogSelection.LabelFilter {
    var left = try labelComparison()
    // Two beside each other are joined as well.
    while take("and") || take(",") || current.keyword == "(" || current.kind == .word && current.keyword != "or" {
      left = .both(left, try labelComparison())
    }
    return left
  }

  private mutating func labelComparison() throws(LogQLError) -> LogSelection.LabelFilter {
    if take("(") {
      let filter = try labelFilter()
      try expect(")")
      return filter
    }
    let label = try word("a label or a stage")
    guard ["=", "!=", "=~", "!~", "==", ">", ">=", "<", "<="].contains(current.text) else {
      throw LogQLError("Loki has no stage `\(label.text)`, and nothing is compared with", label.range)
    }
    let op = advance().text
    if case .string = current.kind, !["==", ">", ">=", "<", "<="].contains(op) {
      let value = try string()
      let pattern =
        op.hasSuffix("~")
        ? try Self.pattern(value, .prometheus)
        : try Self.pattern((value.text.quotedForPattern, value.range), .prometheus)
      return .text(label.text, pattern, isNegated: op.hasPrefix("!"))
    }
    if take("ip") {
      try address()
      return .other("ip")
    }
    if !take("-") { _ = take("+") }
    guard [.number, .duration, .size].contains(current.kind) else {
      throw unexpected("a string, a number, a duration or a size")
    }
    _ = advance()
    return .other(label.text)
  }
}

extension String {
  /// A pattern that matches this text alone.
  fileprivate var quotedForPattern: String {
    String(
      flatMap { character -> [Character] in
        #"\.+*?()|[]{}^$"#.contains(character) ? ["\\", character] : [character]
      })
  }
}

import RE2

/// Selectors, their matchers, and the lists of labels in groupings and vector matching.
extension Parser {
  /// A selector whose name, if any, is consumed already.
  mutating func parseSelector(name: Token?) throws(Abort) -> VectorSelector {
    type = .vector
    let text = name.map { lexer.text($0.range) }
    guard token.kind == .leftBrace else {
      return VectorSelector(name: text, nameRange: name?.range, range: name?.range ?? token.range)
    }
    let brace = token.start
    let (matchers, placeholders) = try parseMatchers()
    let selector = VectorSelector(
      name: text, nameRange: name?.range, matchers: matchers, placeholders: placeholders,
      bracesRange: brace..<previousEnd, range: (name?.start ?? brace)..<previousEnd)
    checker.check(selector)
    return selector
  }

  private mutating func parseMatchers() throws(Abort) -> ([LabelMatcher], placeholders: [LabelReference]) {
    var matchers: [LabelMatcher] = []
    var placeholders: [LabelReference] = []
    advance()
    while token.kind != .rightBrace {
      if token.kind == .placeholder {
        placeholders.append(
          LabelReference(name: lexer.text(token.range), range: token.range, isPlaceholder: true))
        advance()
      } else if let matcher = try parseMatcher() {
        matchers.append(matcher)
      } else {
        try recover(to: .rightBrace)
      }
      guard token.kind != .comma else {
        advance()
        continue
      }
      if token.kind != .rightBrace {
        let abort = unexpected(in: "label matchers", expected: "\",\" or \"}\"")
        if token.kind == .invalid { throw abort }
        try recover(to: .rightBrace)
        _ = accept(.comma)
      }
    }
    advance()
    return (matchers, placeholders)
  }

  /// One matcher; nil after an error has been reported.
  private mutating func parseMatcher() throws(Abort) -> LabelMatcher? {
    let name = token
    guard name.kind == .identifier || name.kind == .string else {
      return try giveUp(expected: "a label name or \"}\"")
    }
    advance()
    let operation: LabelMatcher.Operation
    switch token.kind {
    case .assign: operation = .equal
    case .notEqual: operation = .notEqual
    case .regexMatch: operation = .regexMatch
    case .regexNotMatch: operation = .regexNotMatch
    default:
      guard name.kind == .string else { return try giveUp(expected: "\"=\", \"!=\", \"=~\" or \"!~\"") }
      return LabelMatcher(
        name: "__name__", operation: .equal, value: lexer.unquoted(name.range),
        brokenValue: lexer.brokenBytes(name.range), nameRange: name.start..<name.start, valueRange: name.range)
    }
    advance()
    guard token.kind == .string else { return try giveUp(expected: "a quoted string") }
    let value = token.range
    let matcher = LabelMatcher(
      name: name.kind == .string ? lexer.unquoted(name.range) : lexer.text(name.range), operation: operation,
      value: lexer.unquoted(value), brokenName: name.kind == .string ? lexer.brokenBytes(name.range) : nil,
      brokenValue: lexer.brokenBytes(value), nameRange: name.range, valueRange: value)
    if operation.isRegex, let problem = Pattern.problem(in: matcher.value) {
      report("the regular expression is not valid: \(problem.message)", lexer.place(of: problem.range, in: value))
    }
    advance()
    return matcher
  }

  private mutating func giveUp(expected: String) throws(Abort) -> LabelMatcher? {
    let abort = unexpected(in: "label matchers", expected: expected)
    if token.kind == .invalid { throw abort }
    return nil
  }

  // MARK: Lists of labels

  /// `by (…)` or `without (…)`, if it stands here.
  mutating func parseGrouping() throws(Abort) -> Grouping? {
    guard token.kind == .by || token.kind == .without else { return nil }
    let keyword = token
    advance()
    let labels = try parseLabels(after: keyword)
    return Grouping(isWithout: keyword.kind == .without, labels: labels, range: keyword.start..<previousEnd)
  }

  private mutating func parseLabels(after keyword: Token) throws(Abort) -> [LabelReference] {
    guard accept(.leftParenthesis) else {
      throw unexpected(in: "the labels of \"\(lexer.text(keyword.range))\"", expected: "\"(\"")
    }
    var labels: [LabelReference] = []
    while token.kind != .rightParenthesis {
      let label = token
      if label.kind == .string || label.kind == .placeholder || label.kind.canNameGroupingLabel {
        advance()
        let name = label.kind == .string ? lexer.unquoted(label.range) : lexer.text(label.range)
        if name.isEmpty { report("a label name must not be empty", label.range) }
        if label.kind == .string, lexer.brokenBytes(label.range) != nil {
          report("a label name must be UTF-8", label.range)
        }
        labels.append(LabelReference(name: name, range: label.range, isPlaceholder: label.kind == .placeholder))
      } else {
        let abort = unexpected(in: "the labels of \"\(lexer.text(keyword.range))\"", expected: "a label name")
        if token.kind == .invalid { throw abort }
        try recover(to: .rightParenthesis)
      }
      if accept(.comma) { continue }
      guard token.kind == .rightParenthesis else {
        throw unexpected(in: "the labels of \"\(lexer.text(keyword.range))\"", expected: "\",\" or \")\"")
      }
    }
    advance()
    return labels
  }

  /// `on (…) group_left (…) fill (…)` after an operator and its `bool`, nil where nothing of it stands.
  mutating func parseMatching() throws(Abort) -> VectorMatching? {
    switch token.kind {
    case .on, .ignoring, .fill, .fillLeft, .fillRight: break
    default: return nil
    }
    let start = token.start
    var matching = VectorMatching(range: start..<start)
    var isWritten = false
    if token.kind == .on || token.kind == .ignoring {
      let keyword = token
      advance()
      matching.isOn = keyword.kind == .on
      matching.labels = try parseLabels(after: keyword)
      isWritten = true
      if token.kind == .groupLeft || token.kind == .groupRight {
        let keyword = token
        advance()
        matching.cardinality = keyword.kind == .groupLeft ? .manyToOne : .oneToMany
        if token.kind == .leftParenthesis { matching.include = try parseLabels(after: keyword) }
      }
    }
    if try parseFill(&matching) { isWritten = true }
    guard isWritten else { return nil }
    matching.range = start..<previousEnd
    return matching
  }

  private mutating func parseFill(_ matching: inout VectorMatching) throws(Abort) -> Bool {
    let start = token.start
    switch token.kind {
    case .fill:
      let value = try parseFillValue()
      matching.fillLeft = value
      matching.fillRight = value
    case .fillLeft:
      matching.fillLeft = try parseFillValue()
      if token.kind == .fillRight { matching.fillRight = try parseFillValue() }
    case .fillRight:
      matching.fillRight = try parseFillValue()
      if token.kind == .fillLeft { matching.fillLeft = try parseFillValue() }
    default: return false
    }
    need(.fillModifiers, "the modifier fill", start..<previousEnd)
    return true
  }

  private mutating func parseFillValue() throws(Abort) -> Double {
    advance()
    let opening = token
    guard accept(.leftParenthesis) else { throw unexpected(in: "fill", expected: "\"(\"") }
    let value = try parseSignedNumber(in: "fill", expected: "a number")
    try close(opening)
    return value.value
  }
}

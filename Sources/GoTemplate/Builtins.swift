/// The functions that `render` computes. Arity and the kinds of the arguments are checked when the template is parsed, as far as they are
/// known then.
enum Builtins {
  /// Why a call fails: as Prometheus itself would, or because nobody computes it here.
  struct Failure: Error {
    var kind: AlertTemplateError.Kind
    var message: String

    static func unsupported(_ message: String) -> Failure { Failure(kind: .unsupported, message: message) }
    static func evaluation(_ message: String) -> Failure { Failure(kind: .evaluation, message: message) }
  }

  static func call(_ name: String, _ arguments: [GoValue], _ data: RuleData?) throws(Failure) -> GoValue {
    switch name {
    case "humanize": return .string(Humanize.metric(try number(arguments[0])))
    case "humanize1024": return .string(Humanize.binary(try number(arguments[0])))
    case "humanizePercentage": return .string(Humanize.percentage(try number(arguments[0])))
    case "humanizeDuration":
      guard let text = Humanize.duration(try number(arguments[0])) else {
        throw .unsupported("a duration beyond 64 bits of seconds")
      }
      return .string(text)
    case "printf": return .string(try printf(arguments))
    case "print": return .string(try joined(arguments))
    case "html": return .string(TextFunctions.escapedHTML(try joined(arguments)))
    case "urlquery": return .string(TextFunctions.escapedQuery(try joined(arguments)))
    case "eq", "ne", "lt", "le", "gt", "ge": return .boolean(try Comparison.holds(name, arguments))
    case "not": return .boolean(!arguments[0].isTrue)
    case "index": return try index(arguments)
    case "len": return .integer(try length(arguments[0]))
    case "externalURL" where data?.externalURL.isEmpty == false: return .string(data?.externalURL ?? "")
    case "stringSlice": return .names(try texts(arguments))
    default:
      guard TextFunctions.names.contains(name) else { throw .unsupported("“\(name)” is not computed here") }
      return try TextFunctions.call(name, try texts(arguments))
    }
  }

  private static func texts(_ values: [GoValue]) throws(Failure) -> [String] {
    var texts: [String] = []
    for value in values { texts.append(try text(value)) }
    return texts
  }

  static func text(_ value: GoValue) throws(Failure) -> String {
    guard case .string(let text) = value else { throw .evaluation("expected a string, found a \(value.typeName)") }
    return text
  }

  /// What the humanizing functions convert: numbers, and strings that hold one.
  private static func number(_ value: GoValue) throws(Failure) -> Double {
    switch value {
    case .integer(let number): return Double(number)
    case .float(let number): return number
    case .string(let text):
      // Go's rules for these depend on the release.
      if text.contains("_") { throw .unsupported("the number “\(text)”") }
      // Swift takes a NaN with a payload and turns what is too large into an infinity; Go does neither.
      guard let number = Double(text), !text.contains("("), number.isFinite || !text.contains(where: \.isNumber) else {
        throw .evaluation("“\(text)” is no number")
      }
      return number
    default: throw .evaluation("a \(value.typeName) is no number")
    }
  }

  private static func printf(_ arguments: [GoValue]) throws(Failure) -> String {
    let format = try text(arguments[0])
    do throws(Printf.Unsupported) {
      return try Printf.format(format, Array(arguments.dropFirst()))
    } catch {
      throw .unsupported("\(error.what) of printf is not computed here")
    }
  }

  /// `print`: a blank between two neighbours of which neither is a string.
  private static func joined(_ arguments: [GoValue]) throws(Failure) -> String {
    var result = ""
    var lastWasText = true
    for (index, argument) in arguments.enumerated() {
      let isText = if case .string = argument { true } else { false }
      guard let text = argument.text, argument.typeName != "<nil>" else {
        throw .unsupported("printing a \(argument.typeName)")
      }
      result += (index > 0 && !isText && !lastWasText ? " " : "") + text
      lastWasText = isText
    }
    return result
  }

  private static func index(_ arguments: [GoValue]) throws(Failure) -> GoValue {
    var value = arguments[0]
    for key in arguments.dropFirst() {
      if case .string = value { throw .unsupported("“index” of a string") }
      if case .alerts(let alerts) = value, case .integer(let place) = key {
        guard alerts.indices.contains(place) else { throw .evaluation("there is no element \(place)") }
        value = .alert(alerts[place])
        continue
      }
      guard case .labels(let labels) = value else { throw .evaluation("a \(value.typeName) cannot be indexed") }
      value = .string(labels[try text(key)] ?? "")
    }
    return value
  }

  private static func length(_ value: GoValue) throws(Failure) -> Int {
    switch value {
    case .string(let text): return text.utf8.count
    case .labels(let labels): return labels.count
    case .alerts(let alerts): return alerts.count
    case .pairs(let pairs): return pairs.count
    case .names(let names): return names.count
    default: throw .evaluation("a \(value.typeName) has no length")
    }
  }
}

/// Go compares values of one kind only.
enum Comparison {
  static func holds(_ name: String, _ arguments: [GoValue]) throws(Builtins.Failure) -> Bool {
    let first = arguments[0]
    switch name {
    case "eq":
      for other in arguments.dropFirst() where try equal(first, other) { return true }
      return false
    case "ne": return try !equal(first, arguments[1])
    case "lt": return try less(first, arguments[1])
    case "le": return try lessOrEqual(first, arguments[1])
    // Not the mirror image of `lt` and `le`: with NaN both of these hold.
    case "gt": return try !lessOrEqual(first, arguments[1])
    default: return try !less(first, arguments[1])
    }
  }

  private static func lessOrEqual(_ a: GoValue, _ b: GoValue) throws(Builtins.Failure) -> Bool {
    if try less(a, b) { return true }
    return try equal(a, b)
  }

  private static func equal(_ a: GoValue, _ b: GoValue) throws(Builtins.Failure) -> Bool {
    switch (a, b) {
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    case (.integer(let a), .integer(let b)): return a == b
    case (.float(let a), .float(let b)): return a == b
    case (.boolean(let a), .boolean(let b)): return a == b
    default: throw incompatible(a, b)
    }
  }

  private static func less(_ a: GoValue, _ b: GoValue) throws(Builtins.Failure) -> Bool {
    switch (a, b) {
    case (.string(let a), .string(let b)): return a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.integer(let a), .integer(let b)): return a < b
    case (.float(let a), .float(let b)): return a < b
    default: throw incompatible(a, b)
    }
  }

  private static func incompatible(_ a: GoValue, _ b: GoValue) -> Builtins.Failure {
    .evaluation("a \(a.typeName) and a \(b.typeName) cannot be compared")
  }
}

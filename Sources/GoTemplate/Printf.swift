/// Go's `printf` over the verbs that annotations use. A verb that does not fit its argument is no error in Go: it is written into the text,
/// and here too.
struct Printf {
  /// What is beyond this: `*`, argument indexes, `#`, and verbs such as `%x`.
  struct Unsupported: Error { var what: String }

  private struct Directive {
    var flags: Set<Character> = []
    var width = 0
    var precision: Int?
    var verb: Character

    /// Fills up to the width with blanks; numbers only with zeros.
    func padded(_ text: String, zeros: Bool = false) -> String {
      let missing = width - text.unicodeScalars.count
      guard missing > 0 else { return text }
      if flags.contains("-") { return text + String(repeating: " ", count: missing) }
      guard zeros, flags.contains("0") else { return String(repeating: " ", count: missing) + text }
      let sign = text.hasPrefix("-") || text.hasPrefix("+") || text.hasPrefix(" ") ? 1 : 0
      return text.prefix(sign) + String(repeating: "0", count: missing) + text.dropFirst(sign)
    }

    /// With the sign that the flags ask for.
    func signed(_ text: String) -> String {
      if text.hasPrefix("-") || text.hasPrefix("+") { return text }
      return (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + text
    }
  }

  static func format(_ format: String, _ arguments: [GoValue]) throws(Unsupported) -> String {
    var output = ""
    var rest = Substring(format)
    var next = 0
    while let percent = rest.firstIndex(of: "%") {
      output += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      guard let directive = try directive(&rest) else {
        output += "%!(NOVERB)"
        break
      }
      if directive.verb == "%" {
        output += "%"
      } else if next < arguments.count {
        output += try written(arguments[next], directive)
        next += 1
      } else {
        output += "%!\(directive.verb)(MISSING)"
      }
    }
    output += rest
    guard next < arguments.count else { return output }
    var extra: [String] = []
    for argument in arguments[next...] {
      if case .null = argument {
        extra.append("<nil>")
      } else {
        extra.append("\(argument.typeName)=\(try text(argument))")
      }
    }
    return output + "%!(EXTRA " + extra.joined(separator: ", ") + ")"
  }

  /// The verbs of a format in their order, those that print a percent sign left out, and whether it ends where one is missing. Nil for
  /// what is beyond this.
  static func verbs(of format: String) -> (verbs: [Character], isCut: Bool)? {
    var verbs: [Character] = []
    var rest = Substring(format)
    while let percent = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: percent)...]
      guard let directive = try? directive(&rest) else { return rest.isEmpty ? (verbs, true) : nil }
      if directive.verb != "%" { verbs.append(directive.verb) }
    }
    return (verbs, false)
  }

  /// Reads what follows a percent sign; nil at the end of the format.
  private static func directive(_ rest: inout Substring) throws(Unsupported) -> Directive? {
    var directive = Directive(verb: " ")
    while let flag = rest.first, "+- 0#".contains(flag) {
      if flag == "#" { throw Unsupported(what: "the flag “#”") }
      directive.flags.insert(flag)
      rest.removeFirst()
    }
    func number() throws(Unsupported) -> Int? {
      if let first = rest.first, "*[".contains(first) { throw Unsupported(what: "“\(first)”") }
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      // Beyond this, Go has a limit of its own.
      guard digits.count < 4 else { throw Unsupported(what: "a width or precision above 999") }
      return Int(digits)
    }
    directive.width = try number() ?? 0
    if rest.first == "." {
      rest.removeFirst()
      if rest.isEmpty { throw Unsupported(what: "a format that ends in a precision") }
      directive.precision = try number() ?? 0
    }
    guard let verb = rest.popFirst() else { return nil }
    directive.verb = verb
    // Of `%v`, a plus asks for the names of fields.
    if verb == "v" { directive.flags.remove("+") }
    return directive
  }

  private static func text(_ value: GoValue) throws(Unsupported) -> String {
    guard let text = value.text else { throw Unsupported(what: "printing the whole data") }
    return text
  }

  private static func written(_ value: GoValue, _ directive: Directive) throws(Unsupported) -> String {
    if let fitting = try fitting(value, directive) { return fitting }
    guard "bcdeEfFgGoOpqstTUvxX".contains(directive.verb) else {
      throw Unsupported(what: "the verb “%\(directive.verb)”")
    }
    if case .null = value { return "%!\(directive.verb)(<nil>)" }
    var plain = directive
    plain.verb = "v"
    guard let shown = try fitting(value, plain) else { return "" }
    return "%!\(directive.verb)(\(value.typeName)=\(shown))"
  }

  /// Nil where the verb does not fit.
  private static func fitting(_ value: GoValue, _ directive: Directive) throws(Unsupported) -> String? {
    if "bcoOpTUxX".contains(directive.verb) { throw Unsupported(what: "the verb “%\(directive.verb)”") }
    switch (value, directive.verb) {
    case (.string(let text), "s"), (.string(let text), "v"):
      return directive.padded(
        directive.precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text)
    case (.string(let text), "q"):
      guard directive.precision == nil, !directive.flags.contains("+") else {
        throw Unsupported(what: "a precision or “+” of %q")
      }
      return directive.padded(GoLiteral.quoted(text))
    case (.boolean(let truth), "t"), (.boolean(let truth), "v"):
      return directive.padded(String(truth))
    case (.integer(let number), "d"), (.integer(let number), "v"):
      guard directive.precision == nil else { throw Unsupported(what: "a precision of an integer") }
      return directive.padded(directive.signed(String(number)), zeros: true)
    case (.integer, "q"):
      throw Unsupported(what: "%q of an integer")
    case (.float(let number), let verb) where "eEfFgGv".contains(verb):
      return float(number, directive)
    case (.labels, _), (.data, _):
      guard directive.verb == "v" || directive.verb == "s", case .labels = value, directive.width == 0,
        directive.precision == nil
      else { throw Unsupported(what: "formatting the labels as a whole") }
      return try text(value)
    case (.null, "v"):
      return directive.padded("<nil>")
    default:
      return nil
    }
  }

  private static func float(_ value: Double, _ directive: Directive) -> String {
    if let special = GoFloat.special(value) {
      // An infinity has its plus even unasked, but a blank asked for takes that place.
      let takesBlank = directive.flags.contains(" ") && !directive.flags.contains("+") && value > 0
      return directive.padded(value.isNaN ? directive.signed(special) : takesBlank ? " Inf" : special)
    }
    let verb: Character =
      switch directive.verb {
      case "v": "g"
      case "F": "f"
      case let verb: verb
      }
    guard verb == "g" || verb == "G", directive.precision == nil else {
      return directive.padded(
        directive.signed(GoFloat.formatted(value, verb: verb, precision: directive.precision ?? 6)), zeros: true)
    }
    let shortest = GoFloat.shortest(value)
    return directive.padded(directive.signed(verb == "G" ? shortest.uppercased() : shortest), zeros: true)
  }
}

extension GoLiteral {
  /// `%q`: in double quotes, with what does not print escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0B}": result += "\\v"
      case _ where scalar.isGoPrintable: result.unicodeScalars.append(scalar)
      case _ where scalar.isASCII: result += "\\x" + hex(scalar, 2)
      case _ where scalar.value < 0x10000: result += "\\u" + hex(scalar, 4)
      default: result += "\\U" + hex(scalar, 8)
      }
    }
    return result + "\""
  }

  private static func hex(_ scalar: Unicode.Scalar, _ width: Int) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}

extension Unicode.Scalar {
  /// Letters, marks, numbers, punctuation, symbols and the ASCII blank.
  fileprivate var isGoPrintable: Bool {
    if self == " " { return true }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return false
    default: return true
    }
  }
}

/// Recursive descent over the bytes; there is too little grammar for a token stream of its own.
struct ArithmeticParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private(set) var variables: [ArithmeticExpression.Variable] = []

  /// Deeper nesting is an error, so that no input can exhaust the stack.
  private static let depthLimit = 100

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func parse() throws(ArithmeticError) -> Term {
    let term = try sum()
    skipSpace()
    guard position == bytes.count else { throw unexpected("an operator") }
    return term
  }

  private mutating func sum() throws(ArithmeticError) -> Term {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw ArithmeticError("nested too deeply", at: here) }
    var left = try product()
    while let symbol = takeOperator(tight: false) {
      let (right, range) = try ranged { parser throws(ArithmeticError) in try parser.product() }
      left = .binary(symbol, left, right, right: range)
    }
    return left
  }

  private mutating func product() throws(ArithmeticError) -> Term {
    var left = try unary()
    while let symbol = takeOperator(tight: true) {
      let (right, range) = try ranged { parser throws(ArithmeticError) in try parser.unary() }
      left = .binary(symbol, left, right, right: range)
    }
    return left
  }

  private mutating func unary() throws(ArithmeticError) -> Term {
    var negated = false
    while take("-") { negated.toggle() }
    let term = try primary()
    return negated ? .negated(term) : term
  }

  private mutating func primary() throws(ArithmeticError) -> Term {
    skipSpace()
    let start = position
    guard let byte = current else { throw unexpected("a number, a variable or “(”") }
    if byte.isDigit || byte == UInt8(ascii: ".") { return .number(try number()) }
    if byte.startsName {
      while let next = current, next.startsName || next.isDigit { position += 1 }
      let name = String(decoding: bytes[start..<position], as: UTF8.self)
      guard take("(") else {
        let variable = ArithmeticExpression.Variable(name: name, range: start..<start + name.utf8.count)
        variables.append(variable)
        return .variable(variable)
      }
      guard let function = Term.Function(rawValue: name) else {
        throw ArithmeticError("unknown function “\(name)”; there are min and max", at: start..<start + name.utf8.count)
      }
      var arguments = [try sum()]
      while take(",") { arguments.append(try sum()) }
      try close(start)
      return .call(function, arguments)
    }
    if take("(") {
      let term = try sum()
      try close(start)
      return term
    }
    throw unexpected("a number, a variable or “(”")
  }

  private mutating func number() throws(ArithmeticError) -> Double {
    let start = position
    while let byte = current, byte.isDigit || byte.startsName || byte == UInt8(ascii: ".") { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let points = text.utf8.count { $0 == UInt8(ascii: ".") }
    guard text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }), points <= 1, text.last != ".",
      let value = Double(text.first == "." ? "0" + text : text), value.isFinite
    else { throw ArithmeticError("“\(text)” is no decimal number", at: start..<position) }
    return value
  }

  // MARK: Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var here: Range<Int> { position..<min(position + 1, bytes.count) }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    skipSpace()
    guard current == UInt8(ascii: symbol) else { return false }
    position += 1
    return true
  }

  private mutating func takeOperator(tight: Bool) -> Term.Operator? {
    skipSpace()
    guard let symbol = current.flatMap(Term.Operator.init(rawValue:)), symbol.bindsTighter == tight else { return nil }
    position += 1
    return symbol
  }

  private mutating func close(_ start: Int) throws(ArithmeticError) {
    guard !take(")") else { return }
    if position == bytes.count { throw ArithmeticError("unclosed “(”", at: start..<position) }
    throw unexpected("“)”")
  }

  private mutating func ranged(
    _ parse: (inout Self) throws(ArithmeticError) -> Term
  ) throws(ArithmeticError) -> (Term, Range<Int>) {
    skipSpace()
    let start = position
    let term = try parse(&self)
    return (term, start..<position)
  }

  private func unexpected(_ wanted: String) -> ArithmeticError {
    guard position < bytes.count else {
      return ArithmeticError("expected \(wanted), found the end", at: position..<position)
    }
    // A whole character, so that a range never splits one.
    let character = String(decoding: bytes[position...], as: UTF8.self).unicodeScalars.first.map(String.init) ?? ""
    return ArithmeticError(
      "expected \(wanted), found “\(character)”", at: position..<position + character.utf8.count)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
  fileprivate var startsName: Bool { (0x61...0x7A).contains(self | 0x20) || self == 0x5F }
}

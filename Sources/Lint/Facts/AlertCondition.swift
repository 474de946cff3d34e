import Documents
import Formats
import PromQL

/// When an alert fires, to be held against other alerts: of which values, beyond which bound, for which series.
struct AlertCondition {
  /// What is compared, without the matchers of its selectors; of an alert without a bound all of its expression.
  let value: String
  /// From which value on it fires, the laxer the smaller: of `<` the negated bound. Nil where nothing is compared with a number.
  let bound: Double?
  /// `>` and `<`, which let the bound itself pass.
  let isStrict: Bool
  /// The matchers of each selector, sorted.
  let matchers: [[String]]
  /// Matchers that every selector has, of labels that the result keeps: without them the same series come out, and more.
  let narrowing: [String]

  init(_ expression: Expr) {
    var compared = expression.unwrapped
    var bound: Double?
    var isStrict = false
    var direction = ""
    if let comparison = expression.topLevelComparison, let number = comparison.rhs.constant, !number.isNaN,
      let isAbove = comparison.op.isAbove
    {
      compared = comparison.lhs.unwrapped
      bound = isAbove ? number : -number
      isStrict = comparison.op == .greater || comparison.op == .less
      direction = isAbove ? ">" : "<"
    }
    self.bound = bound
    self.isStrict = isStrict
    value = direction + Self.withoutBraces(compared.description)
    let selectors = compared.selectors
    let matchers = selectors.map { $0.matchers.map(\.description).sorted() }
    self.matchers = matchers
    narrowing = (selectors.first?.matchers ?? []).filter { matcher in
      matcher.name != "__name__" && matchers.allSatisfy { $0.contains(matcher.description) }
        && compared.keepsApart(by: matcher.name)
    }.map(\.description).sorted()
  }

  /// Whether everything that is beyond the bound of one is beyond that of the other.
  func isLaxer(than other: AlertCondition) -> Bool {
    guard let bound, let theirs = other.bound else { return bound == nil && other.bound == nil }
    return bound < theirs || (bound == theirs && (!isStrict || other.isStrict))
  }

  /// The text without what stands in braces, which in an expression hold nothing but matchers.
  private static func withoutBraces(_ text: String) -> String {
    var isQuoted = false, isEscaped = false, depth = 0
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isQuoted, byte == UInt8(ascii: "{") { depth += 1 }
      if depth == 0 { bytes.append(byte) }
      if !isQuoted, byte == UInt8(ascii: "}") { depth -= 1 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension AlertCondition {
  /// A number that is the same for expressions which differ in nothing but matchers and numbers, and hardly for others: alerts are
  /// parsed again only where it is.
  ///
  /// The sum over the words of the text, whatever their order.
  static func words(in text: String) -> UInt64 {
    var text = text
    return text.withUTF8(words)
  }

  private static func words(in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    func isPart(_ byte: UInt8) -> Bool {
      byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
    }
    /// Behind the next such byte.
    func end(of byte: UInt8, _ start: Int) -> Int { text.offset(of: byte, from: start).map { $0 + 1 } ?? text.count }
    var sum: UInt64 = 0
    var depth = 0
    var position = 0
    while position < text.count {
      let byte = text[position]
      if depth == 0, isPart(byte) {
        let start = position
        var word: UInt64 = 0
        while position < text.count, isPart(text[position]) {
          word = (word ^ UInt64(text[position])) &* 0x100_0000_01B3 | 1
          position += 1
        }
        if !text[start].isDigit { sum &+= word &* word }
        continue
      }
      position += 1
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      // An escaped quote makes one number of several texts or several of one, no more.
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): position = end(of: byte, position)
      case UInt8(ascii: "#"): position = end(of: UInt8(ascii: "\n"), position)
      default: break
      }
    }
    return sum
  }
}

/// What a variable in a PromQL expression stands for, as far as its surroundings tell.
enum VariableContext: Equatable {
  /// A part of a string, or of a word that goes on beside it.
  case part
  /// A metric's name, or the name of a label.
  case name
  /// A matcher's value without quotes, as `${job:doublequote}` gives it.
  case quoted
  /// One or more whole matchers, a label in a list, a duration: the parser knows placeholders there.
  case placeholder
  /// More of a list, with the comma that is not written before it.
  case rest
  /// Digits in front of a unit, or the unit behind digits.
  case digits, unit
  /// A number or a vector.
  case operand
  case function
  /// A part of a function's name, as in `${f}_over_time`.
  case functionPart
  case `operator`
  /// Behind an operand: a comparison with its number, a matching with its other side, an offset.
  case suffix
  /// Between an operator and its right side.
  case modifier
}

/// Goes along an expression and tells what each variable in it stands for.
struct VariableContextScanner {
  private enum Last { case nothing, operand, word(Range<Int>), matcherOperator, other }

  let bytes: UnsafeBufferPointer<UInt8>
  let end: Int
  private let lastBrace: Int
  private(set) var found: [(reference: VariableReference, context: VariableContext)] = []
  private var open: [UInt8] = []
  private var last = Last.nothing
  /// A sign after `offset` leaves it in force.
  private var afterOffset = false
  private var quote: UInt8?
  private var previousEnd: (position: Int, isWord: Bool) = (-1, false)

  /// Stands on the stack of open brackets for a parenthesis that holds a list of labels.
  private static let labelList = UInt8(ascii: "L")
  private static let listWords = ["by", "without", "on", "ignoring", "group_left", "group_right"]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) {
    self.bytes = bytes
    end = part.upperBound
    lastBrace = bytes.lastIndex(of: UInt8(ascii: "}")) ?? -1
    var i = part.lowerBound
    while i < end { i = step(i) }
  }

  private func byte(_ i: Int) -> UInt8 { i >= 0 && i < end ? bytes[i] : 0 }

  private mutating func step(_ i: Int) -> Int {
    if let reference = VariableReference(bytes, at: i, lastBrace: lastBrace), reference.range.upperBound <= end,
      !isRange(reference),
      !isGroup(reference)
    {
      add(reference)
      return reference.range.upperBound
    }
    if let quote {
      if byte(i) == UInt8(ascii: "\\"), quote != UInt8(ascii: "`") { return i + 2 }
      if byte(i) == quote {
        self.quote = nil
        last = .operand
      }
      return i + 1
    }
    switch byte(i) {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): return i + 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): quote = byte(i)
    case UInt8(ascii: "#"):
      var j = i
      while j < end, byte(j) != UInt8(ascii: "\n") { j += 1 }
      return j
    case UInt8(ascii: "("): push(isList ? Self.labelList : UInt8(ascii: "("))
    case UInt8(ascii: "{"), UInt8(ascii: "["): push(byte(i))
    case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"):
      _ = open.popLast()
      (last, afterOffset) = (.operand, false)
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "~"):
      last = open.last == UInt8(ascii: "{") ? .matcherOperator : .other
    case UInt8(ascii: "-"), UInt8(ascii: "+"): last = .other
    case let byte where isWord(byte): return word(i)
    default: (last, afterOffset) = (.other, false)
    }
    return i + 1
  }

  private func isWord(_ byte: UInt8) -> Bool {
    VariableReference.isWord(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  /// `[[5m:1m]]` is no variable, and neither is `[[1]` in a pattern.
  private func isRange(_ reference: VariableReference) -> Bool {
    byte(reference.range.lowerBound) == UInt8(ascii: "[") && reference.isNumber
  }

  /// `$1` in a string is what a pattern has matched.
  private func isGroup(_ reference: VariableReference) -> Bool { quote != nil && reference.isNumber }

  private var isList: Bool {
    guard case .word(let range) = last else { return false }
    let word = String(decoding: bytes[range], as: UTF8.self)
    return Self.listWords.contains(word)
  }

  private mutating func push(_ bracket: UInt8) {
    open.append(bracket)
    (last, afterOffset) = (.nothing, false)
  }

  private mutating func word(_ start: Int) -> Int {
    var i = start
    // A colon in brackets parts range and step.
    let takesColon = open.last != UInt8(ascii: "[")
    while i < end, isWord(byte(i)), takesColon || byte(i) != UInt8(ascii: ":") { i += 1 }
    if i == start { return start + 1 }
    last = .word(start..<i)
    afterOffset = bytes[start..<i].elementsEqual("offset".utf8)
    return i
  }

  private mutating func add(_ reference: VariableReference) {
    let context = context(reference.range)
    found.append((reference, context))
    if context != .operator { last = .operand }
    if context == .operator { last = .other }
    afterOffset = false
    previousEnd = (reference.range.upperBound, [.part, .name, .function, .operand].contains(context))
  }

  private func context(_ range: Range<Int>) -> VariableContext {
    if quote != nil { return .part }
    let before = byte(range.lowerBound - 1), after = byte(range.upperBound)
    let followsVariable = previousEnd.position == range.lowerBound && previousEnd.isWord
    let precedesVariable =
      VariableReference(bytes, at: range.upperBound, lastBrace: lastBrace) != nil && after == UInt8(ascii: "$")
    let joinsBefore = VariableReference.isWord(before) || before == UInt8(ascii: ":") && open.last != UInt8(ascii: "[")
    let joinsAfter = VariableReference.isWord(after) || after == UInt8(ascii: ":") && open.last != UInt8(ascii: "[")
    var next = range.upperBound
    while next < end, byte(next) <= UInt8(ascii: " ") { next += 1 }
    if open.last == UInt8(ascii: "[") || afterOffset {
      return joinsBefore ? .unit : joinsAfter ? .digits : .placeholder
    }
    if before == UInt8(ascii: ".") { return .digits }
    if joinsBefore || joinsAfter || followsVariable || precedesVariable {
      return open.last != UInt8(ascii: "{") && callsAfterWord(range.upperBound) ? .functionPart : .part
    }
    switch open.last {
    case UInt8(ascii: "{"):
      if case .matcherOperator = last { return .quoted }
      if case .operand = last { return .rest }
      return byte(next) == UInt8(ascii: "=") || byte(next) == UInt8(ascii: "!") ? .name : .placeholder
    case Self.labelList:
      switch last {
      case .word, .operand: return .rest
      default: return .placeholder
      }
    default: return operand(next)
    }
  }

  /// Whether the word that goes on here is followed by arguments.
  private func callsAfterWord(_ start: Int) -> Bool {
    var i = start
    while i < end, VariableReference.isWord(byte(i)) { i += 1 }
    return byte(i) == UInt8(ascii: "(")
  }

  private func operand(_ next: Int) -> VariableContext {
    var wordEnd = next
    while wordEnd < end, VariableReference.isWord(byte(wordEnd)) { wordEnd += 1 }
    let word = String(decoding: bytes[next..<wordEnd], as: UTF8.self)
    switch byte(next) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .name
    case UInt8(ascii: "("): return followsOperand ? .operator : .function
    default:
      if word == "by" || word == "without" { return .function }
      let beginsOperand =
        !word.isEmpty && !Self.infixWords.contains(word) || byte(next) == UInt8(ascii: "$")
      if followsOperand { return beginsOperand ? .operator : .suffix }
      return beginsOperand && !word.isEmpty ? .modifier : .operand
    }
  }

  private static let infixWords = [
    "and", "or", "unless", "offset", "atan2", "bool", "on", "ignoring", "group_left", "group_right",
  ]

  private var followsOperand: Bool {
    switch last {
    case .operand: true
    case .word(let range): !Self.infixWords.contains(String(decoding: bytes[range], as: UTF8.self)) && !isList
    default: false
    }
  }
}

/// A short notation for tables of shapes that are too large to be written out.
///
/// `name = shape`, one after the other; a shape may name one that was defined before it:
///
///     s  any scalar      t  text        b  boolean     i  integer    n  number    d  duration (a string)    *  anything
///     z  a size of Compose, and in its table the others as Compose reads them    p  its pull policy
///     [shape]  list      <shape>  any keys     e(a|b)  one of the words           $name  as defined
///     {key:shape key!:shape}  fixed keys, those with `!` required                 shape|shape  a scalar, a list or a mapping
package struct ShapeNotation {
  private var rest: Substring
  private var definitions: [String: Shape] = [:]
  /// Whether keys that begin with `x-` are allowed everywhere, and variables in place of words.
  private let isCompose: Bool

  /// The shapes of a table, by name.
  package static func read(_ text: String, isCompose: Bool = false) -> [String: Shape] {
    var reader = ShapeNotation(rest: text[...], isCompose: isCompose)
    while true {
      let name = reader.word()
      guard !name.isEmpty, reader.take("=") else { return reader.definitions }
      reader.definitions[name] = reader.shape(name)
    }
  }

  private init(rest: Substring, isCompose: Bool) {
    self.rest = rest
    self.isCompose = isCompose
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\n" } }

  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func word() -> String {
    skipSpace()
    let word = rest.prefix { $0.isLetter || $0.isNumber || "_-./".contains($0) }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  /// - Parameter name: the key it stands under, which messages name.
  private mutating func shape(_ name: String) -> Shape {
    var scalar: Shape?, list: Shape?, mapping: Shape?, first: Shape?
    repeat {
      let next = single(name)
      first = first ?? next
      switch next {
      case .list, .entries: list = next
      case .map, .section: mapping = next
      default: scalar = scalar ?? next
      }
    } while take("|")
    let count = [scalar, list, mapping].compactMap { $0 }.count
    return count > 1 ? .either(scalar: scalar, list: list, mapping: mapping) : first ?? .any
  }

  private mutating func single(_ name: String) -> Shape {
    skipSpace()
    switch rest.first {
    case "[":
      rest.removeFirst()
      let element = shape(name)
      _ = take("]")
      return .list(element)
    case "<":
      rest.removeFirst()
      let value = shape(name)
      _ = take(">")
      return .map(value)
    case "{": return section(name)
    case "$":
      rest.removeFirst()
      return definitions[word()] ?? .any
    case "*":
      rest.removeFirst()
      return .any
    default: break
    }
    let kind = word()
    if isCompose, let shape = Self.compose[kind] { return .filledIn(shape) }
    switch kind {
    case "e": return choice()
    case "s": return .string
    case "t": return .text
    case "b": return .boolean
    case "i": return .integer
    case "n": return .number
    case "d": return .durationText
    default: return .any
    }
  }

  private static let compose: [String: Shape] = [
    "t": .composeText, "b": .composeFlag, "i": .composeInteger, "n": .composeNumber, "d": .composeDuration,
    "z": .composeBytes, "p": .composePullPolicy,
  ]

  private mutating func choice() -> Shape {
    guard take("(") else { return .any }
    var words: [String] = []
    repeat { words.append(word()) } while take("|")
    _ = take(")")
    return isCompose ? .filledIn(.choice(words)) : .choice(words)
  }

  private mutating func section(_ name: String) -> Shape {
    rest.removeFirst()
    var fields: [String: Shape] = [:], required: [String] = []
    while !take("}") {
      let key = word()
      if key.isEmpty { break }
      if take("!") { required.append(key) }
      guard take(":") else { break }
      fields[key] = shape(key)
    }
    return .section(SectionShape("`\(name)`", fields, required: required, takesExtensions: isCompose))
  }
}

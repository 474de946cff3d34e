/// What stands between `@{` and `}`.
struct Tag {
  enum Kind {
    /// The words behind the name are what a call is given.
    case value(Path, words: [String])
    case condition(Path, negated: Bool)
    case loop(variable: String, Path)
    case otherwise
    case end
  }

  var kind: Kind
  /// The whole tag, from `@` to `}`.
  var range: Range<Int>

  var isControl: Bool {
    if case .value = kind { false } else { true }
  }
}

/// `name.of.value` where it is written.
struct Path {
  var names: [String]
  /// UTF-8 byte offsets.
  var range: Range<Int>

  var text: String { names.joined(separator: ".") }
}

/// A word of a tag where it is written.
struct Word {
  var text: String
  var range: Range<Int>

  func path() throws(TemplateError) -> Path {
    let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy(Self.isName) else {
      throw TemplateError("“\(text)” is no name: letters, digits, “_” and “-”, joined by dots", at: range)
    }
    return Path(names: names, range: range)
  }

  func name() throws(TemplateError) -> String {
    guard Self.isName(text) else {
      throw TemplateError("“\(text)” is no name: letters, digits, “_” and “-”", at: range)
    }
    return text
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D
      }
  }
}

extension Tag {
  /// Reads the words of a tag. A word by itself is a value even if it is called `if` or `for`; only `else` and `end` are taken.
  init(_ words: [Word], range: Range<Int>) throws(TemplateError) {
    self.range = range
    switch words.map(\.text) {
    case []:
      throw TemplateError("empty placeholder", at: range)
    case ["else"]:
      kind = .otherwise
    case ["end"]:
      kind = .end
    case let texts where texts.count == 1:
      kind = .value(try words[0].path(), words: [])
    case let texts where texts[0] == "if" && texts.count == 2:
      kind = .condition(try words[1].path(), negated: false)
    case let texts where texts[0] == "if" && texts[1] == "not" && texts.count == 3:
      kind = .condition(try words[2].path(), negated: true)
    case let texts where texts[0] == "for" && texts.count == 4 && texts[2] == "in":
      kind = .loop(variable: try words[1].name(), try words[3].path())
    case let texts where texts[0] == "if":
      throw TemplateError("a condition is written @{if name} or @{if not name}", at: range)
    case let texts where texts[0] == "for":
      throw TemplateError("a loop is written @{for item in list}", at: range)
    default:
      kind = .value(try words[0].path(), words: words.dropFirst().map(\.text))
    }
  }
}

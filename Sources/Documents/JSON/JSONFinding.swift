/// What is wrong with a file as JSON.
public enum JSONFinding: String, DiagnosticKind, CaseIterable {
  case syntax = "json/syntax"
  case encoding = "json/encoding"
  case byteOrderMark = "json/byte-order-mark"
  case duplicateKey = "json/duplicate-key"
  case tooDeep = "json/too-deep"
  case tooManyNodes = "json/too-many-nodes"
  case tooLarge = "json/too-large"

  public var meaning: (summary: String, why: String) {
    switch self {
    case .syntax: ("the text is no JSON", "Readers refuse the whole file.")
    case .encoding: ("the bytes are not valid UTF-8", "Readers refuse them or put other characters in their place.")
    case .byteOrderMark:
      ("the file begins with a byte order mark", "Go's reader, which is Grafana's, refuses the file for it.")
    case .duplicateKey:
      (
        "an object has a key twice",
        "The last value counts, and the other is lost without a word. A warning where the lost one is empty."
      )
    case .tooDeep: ("values are nested very deeply", "No dashboard is; it would exhaust who reads it.")
    case .tooManyNodes: ("the file holds millions of values", "They would exhaust who reads them.")
    case .tooLarge: ("the file is very large", "A dashboard of this size is a mistake.")
    }
  }
}

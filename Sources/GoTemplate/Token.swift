/// A token inside an action.
struct Token {
  enum Kind: Equatable {
    case identifier(String)
    /// `.name`, the name without its dot.
    case field(String)
    /// `$name`, with its dollar sign; `$` alone is the root.
    case variable(String)
    case keyword(Keyword)
    case dot, null
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    /// An imaginary or complex constant; no function takes one.
    case imaginary
    case string(String)
    case leftParenthesis, rightParenthesis, pipe, declare, assign, comma
    case end
  }

  var kind: Kind
  var range: Range<Int>
  /// Operands are separated by white space, so it counts.
  var spaced: Bool
}

/// Words that cannot be functions.
enum Keyword: String {
  case block, `break`, `continue`, define, `else`, end, `if`, range, template, with

  /// Whether an `{{ end }}` belongs to it.
  var opensBlock: Bool {
    switch self {
    case .block, .define, .if, .range, .with: true
    case .break, .continue, .else, .end, .template: false
    }
  }
}

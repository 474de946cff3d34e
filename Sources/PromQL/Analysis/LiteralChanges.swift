/// A number or a duration that two otherwise equal expressions do not share.
public struct LiteralChange: Sendable, Equatable {
  /// Where the literal stands.
  public enum Role: Sendable {
    /// Right of a comparison: a threshold.
    case threshold
    /// A duration: how far back a range reaches, an offset.
    case duration
    /// A factor, a quantile, an argument.
    case other
  }

  /// As written.
  public var old: String
  public var new: String
  public var role: Role

  /// What tells two expressions apart, where it is numbers and durations alone; layout and comments do not count.
  ///
  /// - Returns: nil where they differ in anything else, or cannot be split into tokens; empty where they say the same.
  public static func between(_ old: String, _ new: String) -> [LiteralChange]? {
    guard let a = Words(old)?.words, let b = Words(new)?.words, a.count == b.count else { return nil }
    var changes: [LiteralChange] = []
    for index in a.indices where a[index].text != b[index].text {
      let (old, new) = (a[index], b[index])
      guard old.kind.isNumeric, new.kind.isNumeric else { return nil }
      let areDurations = old.kind == .duration && new.kind == .duration
      let role: Role = follows(comparisons, at: index, in: b) ? .threshold : areDurations ? .duration : .other
      changes.append(LiteralChange(old: old.text, new: new.text, role: role))
    }
    return changes
  }

  private static let comparisons: [TokenKind] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]

  /// Whether one of some operators stands before a word; a sign, a parenthesis and `bool` may stand between the two.
  private static func follows(_ operators: [TokenKind], at index: Int, in words: [(kind: TokenKind, text: String)])
    -> Bool
  {
    var before = words[..<index]
    while let last = before.last, [.subtract, .add, .leftParenthesis, .bool].contains(last.kind) { before.removeLast() }
    return before.last.map { operators.contains($0.kind) } ?? false
  }
}

/// An expression as a list of tokens with their texts.
private struct Words {
  private(set) var words: [(kind: TokenKind, text: String)] = []

  /// - Returns: nil where some part is no token.
  init?(_ expression: String) {
    var text = expression
    var isWhole = true
    text.withUTF8 { bytes in
      var lexer = Lexer(bytes)
      while true {
        let token = lexer.next()
        if token.kind == .endOfInput { return }
        guard token.kind != .invalid else {
          isWhole = false
          return
        }
        words.append((token.kind, lexer.text(token.range)))
      }
    }
    if !isWhole { return nil }
  }
}

/// A part of a pattern with its UTF-8 byte range.
public struct RegexNode: Sendable {
  /// What a part of a pattern is.
  public indirect enum Kind: Sendable {
    /// Matches the empty text.
    case empty
    case literal([Unicode.Scalar], ignoresCase: Bool)
    case characters(CharacterSet)
    /// `.`
    case any(matchesNewline: Bool)
    case assertion(Assertion)
    /// Parentheses; `name` for `(?P<name>…)`.
    case group(RegexNode, isCapturing: Bool, name: String?)
    /// `maximum` nil: any number.
    case repetition(RegexNode, minimum: Int, maximum: Int?, isLazy: Bool)
    case concatenation([RegexNode])
    case alternation([RegexNode])
  }

  /// What holds between two characters.
  public enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }

  /// What it is, with what is inside it.
  public var kind: Kind
  /// UTF-8 byte offsets in the pattern.
  public var range: Range<Int>

  /// The node without groups around it.
  public var ungrouped: RegexNode {
    var node = self
    while case .group(let inner, _, _) = node.kind { node = inner }
    return node
  }
}

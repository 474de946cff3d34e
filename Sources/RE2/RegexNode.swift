/// A part of a pattern with its UTF-8 byte range.
///
/// From the root to a leaf there are at most 1,000 groups and 1,000 other nodes (`PatternLimits`), so a walk may recurse;
/// the members of a sequence or of alternatives lie side by side, however many they are.
public struct RegexNode: Sendable {
  /// What a part of a pattern is.
  public enum Kind: Sendable {
    /// Matches the empty text.
    case empty
    /// A run of characters that stand for themselves.
    case literal(String, ignoresCase: Bool)
    case characters(CharacterSet)
    /// `.`
    case any(matchesNewline: Bool)
    case assertion(Assertion)
    /// Parentheses; `name` for `(?P<name>…)`.
    indirect case group(RegexNode, isCapturing: Bool, name: String?)
    /// `maximum` nil: any number.
    indirect case repetition(RegexNode, minimum: Int, maximum: Int?, isLazy: Bool)
    case concatenation([RegexNode])
    case alternation([RegexNode])
  }

  /// What holds between two characters.
  public enum Assertion: UInt8, Sendable {
    /// `^` without the flag `m`, and `\A`.
    case textStart
    /// `$` without the flag `m`, and `\z`.
    case textEnd
    /// `^` and `$` with the flag `m`.
    case lineStart, lineEnd
    /// `\b` and `\B`, by the letters of ASCII.
    case wordBoundary, noWordBoundary
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

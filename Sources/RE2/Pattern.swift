/// A regular expression of RE2's language as Go's `regexp` has it, for one of the places where it is used.
///
/// Parsing builds the tree and nothing else; what matching needs is made by `Matcher`.
public struct Pattern: Sendable {
  /// How a program anchors its patterns, and what `.` matches in it.
  public enum Dialect: Sendable, CaseIterable {
    /// `^(?s:…)$`: the whole text, and `.` is any character.
    /// <https://github.com/prometheus/prometheus/blob/v3.14.0/model/labels/regexp.go>
    case prometheus
    /// `^(?:…)$`: the whole text, and `.` is any character but a line feed.
    /// <https://github.com/prometheus/alertmanager/blob/main/pkg/labels/matcher.go>
    case alertmanager
    /// A search anywhere in the text.
    case search

    var dotMatchesNewline: Bool { self == .prometheus }
    var isAnchored: Bool { self != .search }
  }

  /// As it was written, without the anchors of the dialect.
  public let text: String
  /// Where it is used.
  public let dialect: Dialect
  /// What was parsed.
  public let tree: RegexNode

  /// Parses a pattern, written without the anchors of the dialect.
  ///
  /// - Throws: the first thing that Go would refuse, with its place.
  public init(_ text: String, dialect: Dialect = .prometheus) throws(PatternError) {
    var contiguous = text
    let result: Result<RegexNode, PatternError> = contiguous.withUTF8 { bytes in
      var parser = PatternParser(bytes, dialect)
      do throws(PatternError) { return .success(try parser.parse()) } catch { return .failure(error) }
    }
    tree = try result.get()
    self.text = text
    self.dialect = dialect
  }

  /// What is wrong with a pattern; nil for a valid one. Simple patterns, which nearly all are, cost one look at each
  /// byte and no tree.
  public static func problem(in text: String) -> PatternError? {
    var text = text
    if text.withUTF8(EvidentPattern.isValid) { return nil }
    do throws(PatternError) {
      _ = try Pattern(text)
      return nil
    } catch {
      return error
    }
  }
}

/// Why a text is no pattern.
public struct PatternError: Error, Sendable, Equatable {
  /// What was found and what to write instead, one sentence without a full stop.
  public var message: String
  /// UTF-8 byte offsets in the pattern; never empty.
  public var range: Range<Int>

  init(_ message: String, _ range: Range<Int>) {
    self.message = message
    self.range = range
  }
}

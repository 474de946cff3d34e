import RE2

/// The bounds of buckets and the shares of quantiles, as series carry them.
public enum NormalizedBound {
  /// The text that Prometheus 3 makes of `le` and `quantile` when it scrapes them: `1.0` for `1`; nil for what is no number.
  ///
  /// Source: `NormalizeFloatsInLabelValues` and `labels.FormatOpenMetricsFloat` in github.com/prometheus/prometheus, model/textparse.
  public static func of(_ text: String) -> String? {
    guard let first = text.utf8.first, ASCII.isDigit(first) || "+-.".utf8.contains(first) else { return nil }
    if text == "+Inf" || text == "-Inf" { return text }
    guard let value = Double(text), value.isFinite else { return nil }
    let shortest = GoFormat.shortest(value)
    return shortest.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") } ? shortest : shortest + ".0"
  }
}

extension LabelMatcher {
  /// The bounds or shares that are asked for in a form in which Prometheus 3 never stores them, and not in the other.
  public var unstoredNumbers: [(written: String, stored: String)] {
    let texts = operation == .equal ? [value] : KnownPattern.of(value)?.pattern.literals(limit: 64) ?? []
    return texts.compactMap { text in
      guard let stored = NormalizedBound.of(text), stored != text, accepts(stored) == false else { return nil }
      // A label of that name with words or large numbers for values is none of a summary.
      return name == "le" || (0...1).contains(Double(text) ?? 2) ? (text, stored) : nil
    }
  }
}

/// A text of matchers as Alertmanager understands it by default: by both of its parsers, one falling back on the other.
///
/// <https://github.com/prometheus/alertmanager/blob/main/matcher/compat/parse.go>
package struct AlertMatchers: Sendable {
  /// How the parsers stand to each other.
  package enum Agreement: Sendable, Equatable {
    /// They read the same, or only the newer one takes it, and it holds.
    case holds
    /// Only the older one takes it, for this reason; Alertmanager logs a warning.
    case classicOnly(AlertMatcherError)
    /// Each takes it for something else; what the older one says holds.
    case differs
  }

  package let matchers: [AlertMatcher]
  package let agreement: Agreement

  /// - Throws: what is wrong, if neither parser takes it.
  package init(_ text: String) throws(AlertMatcherError) {
    let new = Self.result { () throws(AlertMatcherError) in try UTF8MatcherParser.parse(text) }
    let classic = Self.result { () throws(AlertMatcherError) in try ClassicMatcherParser.parse(text) }
    switch (new, classic) {
    case (.success(let new), .success(let classic)):
      // Go tells an empty list from none, and warns; nothing follows from it.
      let isSame = new.elementsEqual(classic) { $0.isSame(as: $1) }
      matchers = isSame ? new : classic
      agreement = isSame ? .holds : .differs
    case (.success(let new), .failure):
      matchers = new
      agreement = .holds
    case (.failure(let error), .success(let classic)):
      matchers = classic
      agreement = .classicOnly(error)
    case (.failure(let error), .failure): throw error
    }
  }

  private static func result(
    _ parse: () throws(AlertMatcherError) -> [AlertMatcher]
  ) -> Result<[AlertMatcher], AlertMatcherError> {
    do throws(AlertMatcherError) { return .success(try parse()) } catch { return .failure(error) }
  }

  /// By the newer parser alone, as Alertmanager with `--enable-feature=utf8-strict-mode` reads it.
  package static func utf8(_ text: String) throws(AlertMatcherError) -> [AlertMatcher] {
    try UTF8MatcherParser.parse(text)
  }

  /// By the older parser alone, as with `--enable-feature=classic-mode` and before 0.27.
  package static func classic(_ text: String) throws(AlertMatcherError) -> [AlertMatcher] {
    try ClassicMatcherParser.parse(text)
  }

  /// What both parsers read alike, in place of the text.
  package var canonical: String { matchers.map(\.canonical).joined(separator: ",") }
}

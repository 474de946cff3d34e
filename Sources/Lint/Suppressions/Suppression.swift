import Documents

/// A comment that silences rules: `# pharos disable RULE[, RULE] [until YYYY-MM-DD]: reason`.
package struct Suppression: Sendable {
  /// A rule, or a family, as the comment names it.
  package struct Target: Sendable {
    package let name: String
    package let range: Range<Int>
    /// Findings would have stood in its reach, had it not been there.
    package internal(set) var isUsed = false
    /// Its rules looked at the whole of what they look at, so that their silence tells something.
    package internal(set) var isAsked = false
    /// There is a rule or a family by the name.
    package internal(set) var isKnown = false
  }

  /// The comment, from its sign to its end.
  package let range: Range<Int>
  package internal(set) var targets: [Target] = []
  /// The last day on which it holds, `YYYY-MM-DD`.
  package internal(set) var until: (date: String, range: Range<Int>)?
  package internal(set) var reason = ""
  /// Why it cannot be read; it silences nothing then.
  package internal(set) var problem: (message: String, range: Range<Int>)?
  /// Where what it silences begins.
  package internal(set) var reach: Range<Int>

  /// Dates of this form compare as their letters do.
  package func isExpired(_ today: String) -> Bool { until.map { $0.date < today } ?? false }

  /// The names by which comments cover a rule: its own, and those of the families that it is in.
  static func names(covering rule: String) -> [String] {
    rule.indices.filter { rule[$0] == "/" }.map { String(rule[..<$0]) } + [rule]
  }
}

extension Suppression {
  /// Reads what follows `pharos disable`, up to the end of the comment.
  ///
  /// - Parameters:
  ///   - base: the offset of the text in the file.
  ///   - range: the comment.
  init(_ text: [UInt8], base: Int, range: Range<Int>, reach: Range<Int>) {
    self.range = range
    self.reach = reach
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    reason = String(decoding: text[(colon.map { $0 + 1 } ?? text.count)...], as: UTF8.self).trimmed()
    let head = text[..<(colon ?? text.count)]
    for part in head.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let words = part.split { $0 == 0x20 || $0 == 0x09 }
      func place(_ word: ArraySlice<UInt8>) -> Range<Int> { base + word.startIndex..<base + word.endIndex }
      func text(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
      guard let first = words.first, text(first) != "until" else {
        problem = ("the comment names no rule", range)
        return
      }
      targets.append(Target(name: text(first), range: place(first)))
      if words.count == 1 { continue }
      guard words.count == 3, text(words[1]) == "until", part.endIndex == head.endIndex else {
        problem = ("`\(text(words[1]))` is neither `,` nor `until` nor `:`", place(words[1]))
        return
      }
      guard Self.isDate(words[2]) else {
        problem = ("`\(text(words[2]))` is no date", place(words[2]))
        return
      }
      until = (text(words[2]), place(words[2]))
    }
  }

  /// `YYYY-MM-DD`
  private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(\.isDigit) }),
      let month = Int(String(decoding: parts[1], as: UTF8.self)),
      let day = Int(String(decoding: parts[2], as: UTF8.self))
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}

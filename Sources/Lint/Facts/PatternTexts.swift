import Documents
import Formats

extension AlertMatcher {
  /// Whether a value that is compared as a text was hardly meant as one.
  var isPatternLike: Bool { !operation.isRegex && value.isPatternLike }
}

extension String {
  /// Whether it was hardly meant as a text: words with a bar between them, or `.*` and `.+`.
  var isPatternLike: Bool {
    if includes(".*") || includes(".+") { return true }
    if !includes("|") { return false }
    let words = utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    return words.count > 1
      && words.allSatisfy { word in
        !word.isEmpty
          && word.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
      }
  }
}

import PromQL
import RE2

/// One condition on a label of an alert, as routes, inhibit rules and silences write it.
package struct AlertMatcher: Sendable {
  package typealias Operation = LabelMatcher.Operation

  package let name: String
  package let operation: Operation
  /// Escapes resolved.
  package let value: String
  /// UTF-8 byte offsets of the whole in the text that it was read from.
  package let range: Range<Int>
  package let valueRange: Range<Int>
  /// Of a regex.
  let pattern: Pattern?
  /// All that a pattern matches, where it can be listed, which is looked up faster than matched.
  private let listed: [String]?

  /// - Throws: what is wrong with the pattern.
  package init(
    _ name: String, _ operation: Operation, _ value: String, range: Range<Int> = 0..<0, valueRange: Range<Int> = 0..<0
  ) throws(PatternError) {
    self.name = name
    self.operation = operation
    self.value = value
    self.range = range
    self.valueRange = valueRange
    pattern = operation.isRegex ? try Pattern(value, dialect: .alertmanager) : nil
    listed = pattern?.literals(limit: 200)
  }

  /// Whether a value matches; a missing label is the empty value.
  package func matches(_ text: String) -> Bool {
    switch operation {
    case .equal: text == value
    case .notEqual: text != value
    case .regexMatch: listed?.contains(text) ?? pattern!.matches(text)
    case .regexNotMatch: !(listed?.contains(text) ?? pattern!.matches(text))
    }
  }

  package var matchesEmpty: Bool { matches("") }

  /// All values that match, where they can be listed; nil for a negative matcher and for too many.
  package var values: [String]? {
    switch operation {
    case .equal: [value]
    case .regexMatch: listed
    case .notEqual, .regexNotMatch: nil
    }
  }

  /// What every value begins with that a pattern matches; nil where that is not said.
  var requiredPrefix: String? {
    guard operation == .regexMatch, let start = pattern?.requiredPrefix, !start.isEmpty else { return nil }
    return start
  }

  /// As one that both of Alertmanager's parsers read alike, where it can be written so.
  package var canonical: String {
    (name.utf8.contains(where: AlertMatcherSyntax.isReserved) ? AlertMatcherSyntax.quoted(name) : name)
      + operation.rawValue
      + AlertMatcherSyntax.quoted(value)
  }

  /// Whether both say the same.
  package func isSame(as other: AlertMatcher) -> Bool {
    name == other.name && operation == other.operation && value == other.value
  }
}

extension AlertMatcher: CustomStringConvertible {
  package var description: String { canonical }
}

/// Why a text is no list of matchers.
package struct AlertMatcherError: Error, Sendable, Equatable {
  /// One sentence without a full stop.
  package var message: String
  /// UTF-8 byte offsets in the text.
  package var range: Range<Int>

  init(_ message: String, _ range: Range<Int>) {
    self.message = message
    self.range = range
  }
}

/// What both parsers of matchers share.
enum AlertMatcherSyntax {
  /// `"` and `\` are escaped, and a line feed; nothing else is in both syntaxes.
  static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// White space and the characters that mean something; those beyond ASCII are looked at by `isSpace`.
  static func isReserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x20, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "!"), UInt8(ascii: "="),
      UInt8(ascii: "~"), UInt8(ascii: ","), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// Go's `unicode.IsSpace`.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  static func matcher(
    _ name: String, _ operation: AlertMatcher.Operation, _ value: String, range: Range<Int>, valueRange: Range<Int>
  ) throws(AlertMatcherError) -> AlertMatcher {
    do throws(PatternError) {
      return try AlertMatcher(name, operation, value, range: range, valueRange: valueRange)
    } catch {
      // Escapes would move the offsets: then the whole value is shown.
      let quotes = (valueRange.count - value.utf8.count) / 2
      let start = valueRange.lowerBound + quotes
      let isPlain = (0...1).contains(quotes) && valueRange.count == value.utf8.count + 2 * quotes
      throw AlertMatcherError(
        "`\(value)` is no regular expression: \(error.message)",
        isPlain ? start + error.range.lowerBound..<start + error.range.upperBound : valueRange)
    }
  }
}

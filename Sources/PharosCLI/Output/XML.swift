import Documents

/// What reports in XML are put together from.
enum XML {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

  static func attributes(_ pairs: KeyValuePairs<String, String>) -> String {
    pairs.map { " \($0.key)=\"\(escaped($0.value, isAttribute: true))\"" }.joined()
  }

  static func text(_ text: String) -> String { escaped(text, isAttribute: false) }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    var result = ""
    for scalar in VisibleText.lines(text).unicodeScalars {
      switch scalar {
      // Runners of CI read commands out of logs.
      case "[" where result.hasSuffix("##") || result.hasSuffix("##vso") || result.hasSuffix("##teamcity"):
        result += "&#91;"
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where isAttribute: result += "&quot;"
      // Readers make blanks of line ends and tabs in attributes.
      case "\n" where isAttribute: result += "&#10;"
      case "\t" where isAttribute: result += "&#9;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      // Not even as references: <https://www.w3.org/TR/xml/#charsets>.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Where in an HTML document a value comes to stand, and how it is escaped there, as Go's `html/template` does it.
///
/// Of its contexts those that a notification needs: text, and attributes in double quotes, of which `href` holds an address. In a well-formed
/// template the context follows from its own text alone, whatever values it is filled with.
/// <https://cs.opensource.google/go/go/+/refs/tags/go1.25.0:src/html/template/escape.go> and `html.go`, `url.go` there.
struct HTMLContext {
  private enum State {
    case text, tag
    case attribute(isAddress: Bool, part: Part)
  }
  /// What of an address has been written by the template itself.
  private enum Part { case none, path, query }

  private var state = State.text
  private var name = ""

  /// Goes on over text of the template.
  mutating func pass(_ text: String) {
    for scalar in text.unicodeScalars {
      switch state {
      case .text: if scalar == "<" { (state, name) = (.tag, "") }
      case .tag:
        switch scalar {
        case ">": state = .text
        case "\"": state = .attribute(isAddress: name == "href=", part: .none)
        case " ", "\n": name = ""
        default: name.unicodeScalars.append(scalar)
        }
      case .attribute(let isAddress, let part):
        switch scalar {
        case "\"": (state, name) = (.tag, "")
        case "?", "#": state = .attribute(isAddress: isAddress, part: .query)
        default: state = .attribute(isAddress: isAddress, part: part == .query ? .query : .path)
        }
      }
    }
  }

  /// - Parameter isQueryEscaped: whether the pipeline ends in `urlquery`, which takes the place of the escape for addresses.
  func escaped(_ text: String, isQueryEscaped: Bool) -> String {
    guard case .attribute(isAddress: true, let part) = state, !isQueryEscaped else { return Self.markup(text) }
    switch part {
    case .none: return Self.markup(Self.address(Self.isSafe(text) ? text : "#ZgotmplZ", keeps: Self.reserved))
    case .path: return Self.markup(Self.address(text, keeps: Self.reserved))
    case .query: return Self.markup(Self.address(text, keeps: ""))
    }
  }

  /// A value in text or between quotes; unlike `html` it escapes the plus sign, which UTF-7 needs.
  private static func markup(_ text: String) -> String {
    TextFunctions.escapedHTML(text).split(separator: "+", omittingEmptySubsequences: false).joined(separator: "&#43;")
  }

  /// Only these schemes are let through: no script.
  private static func isSafe(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else { return true }
    return ["http", "https", "mailto"].contains(text[..<colon].lowercased())
  }

  private static let reserved = "!#$&*+,/:;=?@[]"

  private static func address(_ text: String, keeps: String) -> String {
    var result = ""
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isEscape = byte == UInt8(ascii: "%") && bytes.dropFirst(index + 1).prefix(2).filter(\.isHex).count == 2
      let isPlain = (0x61...0x7A).contains(byte | 0x20) || byte.isDigit || "-._~".utf8.contains(byte)
      if isPlain || keeps.utf8.contains(byte) || isEscape && !keeps.isEmpty {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16)
        result += hex.utf8.count == 1 ? "%0" + hex : "%" + hex
      }
    }
    return result
  }
}

extension UInt8 {
  fileprivate var isHex: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
}

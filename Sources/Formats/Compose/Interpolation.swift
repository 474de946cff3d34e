import Documents

/// Variables of Compose: `$NAME`, `${NAME:-default}`; `$$` is a dollar sign.
///
/// <https://docs.docker.com/reference/compose-file/interpolation/>
package enum Interpolation {
  package static func isNeeded(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "$")) }

  /// The text with the defaults of its variables; nil where one has no default.
  package static func filled(_ text: String) -> String? { filled(text) { _, rule in rule.default } }

  /// The text as Compose makes it of these variables: one that is neither set nor has a default is empty. A mask stands in the place
  /// of a secret, and what is longer than a setting is cut off.
  package static func filled(_ text: String, with variables: [String: String]) -> String {
    let filled = filled(text, most: longest) { name, rule in
      let substitute = rule.substitute(variables[name])
      return substitute.isSecret(under: name) ? .value(SecretText.mask) : substitute
    }
    return String(decoding: (filled ?? text).utf8.prefix(longest), as: UTF8.self)
  }

  /// The variables of a text that have no value among these, and no default.
  package static func unset(in text: String, with variables: [String: String]) -> [String] {
    var names: [String] = []
    _ = filled(text, most: longest) { name, rule in
      if variables[name] == nil, rule.needsValue { names.append(name) }
      return rule.substitute(variables[name])
    }
    return names
  }

  /// Each of two dozen variables may hold the one before it twice.
  private static let longest = 1024

  /// What comes in the place of a variable.
  private enum Substitute {
    /// As it is.
    case value(String)
    /// A text of the file, which may hold further variables.
    case written(String)

    func isSecret(under name: String) -> Bool {
      let text =
        switch self {
        case .value(let text), .written(let text): text
        }
      return SecretText.isSecret(text, under: name)
    }
  }

  /// What stands behind the name of a variable.
  private enum Rule {
    case none
    case orDefault(String, evenIfEmpty: Bool)
    case orFail
    case alternative(String, unlessEmpty: Bool)

    init?(_ text: Substring) {
      let hasColon = text.hasPrefix(":")
      let rest = hasColon ? text.dropFirst() : text
      switch rest.first {
      case nil where !hasColon: self = .none
      case "-": self = .orDefault(String(rest.dropFirst()), evenIfEmpty: hasColon)
      case "?": self = .orFail
      case "+": self = .alternative(String(rest.dropFirst()), unlessEmpty: hasColon)
      default: return nil
      }
    }

    /// Whether a variable that is not set leaves a gap.
    var needsValue: Bool {
      switch self {
      case .none, .orFail: true
      case .orDefault, .alternative: false
      }
    }

    /// Where nothing is known of variables.
    var `default`: Substitute? {
      if case .orDefault(let text, _) = self { .written(text) } else { nil }
    }

    func substitute(_ known: String?) -> Substitute {
      switch self {
      case .none, .orFail: .value(known ?? "")
      case .orDefault(let text, let evenIfEmpty):
        if let known, !evenIfEmpty || !known.isEmpty { .value(known) } else { .written(text) }
      case .alternative(let text, let unlessEmpty):
        if let known, !unlessEmpty || !known.isEmpty { .written(text) } else { .value("") }
      }
    }
  }

  /// Each default within another is looked through once more.
  private static let deepest = 50

  /// - Parameters:
  ///   - most: bytes beyond which nothing more is filled in.
  ///   - depth: how many defaults the text is within.
  private static func filled(
    _ text: String, most: Int = .max, depth: Int = 0, _ lookup: (String, Rule) -> Substitute?
  ) -> String? {
    guard isNeeded(text) else { return text }
    guard depth <= deepest else { return nil }
    var result = "", rest = text[...]
    while result.utf8.count <= most, let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.hasPrefix("$") {
        result += "$"
        rest.removeFirst()
        continue
      }
      guard let (name, rule, end) = variable(rest) else { return nil }
      switch lookup(name, rule) {
      case .value(let value)?: result += value
      case .written(let text)?:
        guard let value = filled(text, most: most, depth: depth + 1, lookup) else { return nil }
        result += value
      case nil: return nil
      }
      rest = rest[end...]
    }
    return result + rest
  }

  /// The variable that follows a dollar sign, and where the text goes on.
  private static func variable(_ text: Substring) -> (name: String, rule: Rule, end: Substring.Index)? {
    guard text.hasPrefix("{") else {
      let name = self.name(text)
      return name.isEmpty ? nil : (String(name), .none, name.endIndex)
    }
    guard let end = closing(text) else { return nil }
    let inner = text[text.index(after: text.startIndex)..<end]
    let name = self.name(inner)
    guard !name.isEmpty, let rule = Rule(inner[name.endIndex...]) else { return nil }
    return (String(name), rule, text.index(after: end))
  }

  private static func name(_ text: Substring) -> Substring {
    guard let first = text.utf8.first, isNameStart(first) else { return text.prefix(0) }
    return text.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  fileprivate static func isNameStart(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte.isLetter }

  /// The brace that closes the one at the start.
  private static func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }
}

extension Interpolation {
  /// A dollar sign that Compose does not take for a variable.
  package enum Problem: Sendable {
    /// `${` with something else behind it: refused.
    case malformed
    /// Neither a name, nor `{`, nor a second dollar sign behind it.
    case lone
  }

  /// Every such sign, with its bytes in the text; not those in what stands for a variable without a value.
  ///
  /// Source: the pattern of github.com/compose-spec/compose-go, template/template.go. Without the brace it leaves the sign as it is,
  /// where compose/config/interpolation.py of docker-compose 1 refuses it.
  package static func problems(in text: String) -> [(problem: Problem, part: Range<Int>)] {
    guard isNeeded(text) else { return [] }
    let bytes = Array(text.utf8)
    var found: [(Problem, Range<Int>)] = [], index = 0
    while let dollar = bytes[index...].firstIndex(of: UInt8(ascii: "$")) {
      let next = dollar + 1 < bytes.count ? bytes[dollar + 1] : nil
      index = dollar + 1
      switch next {
      case UInt8(ascii: "$"): index = dollar + 2
      case UInt8(ascii: "{"):
        let end = bytes[dollar...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 }
        if isVariable(bytes[(dollar + 2)...]) {
          index = closing(bytes[(dollar + 1)...]) ?? end ?? index
        } else {
          found.append((.malformed, dollar..<(end ?? dollar + 2)))
        }
      case let next? where isNameStart(next): break
      default: found.append((.lone, dollar..<dollar + 1))
      }
    }
    return found
  }

  /// Behind the brace that closes the one at the start.
  private static func closing(_ bytes: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    for (index, byte) in zip(bytes.indices, bytes) {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// Whether a name begins here, and its brace is closed or one of the signs follows that ask for something.
  private static func isVariable(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, isNameStart(first), bytes.contains(UInt8(ascii: "}")) else { return false }
    var rest = bytes.drop { isNameStart($0) || $0.isDigit }
    if rest.first == UInt8(ascii: "}") { return true }
    if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    return rest.first.map("-?+".utf8.contains) ?? false
  }
}

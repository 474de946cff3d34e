import LogQL

/// LogQL with `$name`, which stands where a matcher, a duration or a number does. In strings `$` is a character, as patterns have it.
struct LogTemplate {
  let text: String

  /// With every name replaced by what it stands for; one that `values` lacks stays as it is.
  func filled(_ values: [String: String]) -> String {
    var result = "", rest = text[...]
    var quote: Character?
    while let character = rest.first {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "`" {
        quote = character
      } else if character == "$" {
        let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        result += values[String(name)] ?? "$\(name)"
        rest = rest[name.endIndex...]
        continue
      }
      result.append(character)
      rest = rest.dropFirst()
      // What is escaped ends nothing.
      if character == "\\", quote == "\"", let escaped = rest.popFirst() { result.append(escaped) }
    }
    return result
  }
}

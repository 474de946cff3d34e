/// Words that stand where something is still to be written, and ways to name a value that is elsewhere.
public enum Placeholder {
  /// Words that people write for anything that is still to come.
  public static let words: Set<String> = ["todo", "tbd", "fixme", "none", "n/a", "na", "-", "xxx"]

  /// What people write for a secret that is still to come.
  public static func isForSecret(_ text: String) -> Bool {
    let word = text.lowercased()
    let whole: Set<String> = [
      "changeme", "change-me", "change_me", "secret", "password", "token", "todo", "xxx", "<secret>",
    ]
    return whole.contains(word) || (word.includes("<") && word.includes(">")) || word.hasPrefix("your")
      || word.hasPrefix("replace") || word.includes("placeholder") || word.includes("changeme")
      || word.utf8.allSatisfy { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "-") }
      || text.includes("://") && text.split(separator: "/").contains(where: SecretValues.isPlaceholder)
      || isCapitals(text) || text.split(separator: "/").last.map { isCapitals(String($0)) } == true
  }

  /// A word that a script replaces: `SENDER_PASSWORD`.
  public static func isCapitals(_ text: String) -> Bool {
    text.includes("_") && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
  }

  /// `SMTP_HOST`, `CHAT-ID`, `__HOST__`, `$$HOST$$`, which a script or a person replaces.
  public static func isSubstituted(_ text: String) -> Bool {
    func isMark(_ byte: UInt8) -> Bool { "_$@%#()".utf8.contains(byte) }
    func isJoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") }
    let word = text.utf8.drop(while: isMark).reversed().drop(while: isMark)
    let isMarked = word.count + 2 <= text.utf8.count
    return (isMarked || text.utf8.contains(where: isJoint)) && word.last.map { $0 < 0x5B && $0.isLetter } == true
      && word.allSatisfy { isJoint($0) || $0.isDigit || $0 < 0x5B && $0.isLetter }
  }

  /// Nothing but the name of a value that is elsewhere: `${NAME}`, `$NAME`, `{{ name }}`, `<name>`, `%(name)s`.
  static func isReference(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isName(_ part: ArraySlice<UInt8>, inCapitals: Bool = false) -> Bool {
      !part.isEmpty
        && part.allSatisfy { byte in
          byte.isDigit || byte == UInt8(ascii: "_") || byte.isLetter && (!inCapitals || byte < 0x5B)
            || !inCapitals && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"))
        }
    }
    func isBetween(_ open: StaticString, _ close: StaticString) -> ArraySlice<UInt8>? {
      let (o, c) = (open.utf8CodeUnitCount, close.utf8CodeUnitCount)
      guard bytes.count > o + c,
        bytes.starts(with: UnsafeBufferPointer(start: open.utf8Start, count: o)),
        bytes.suffix(c).elementsEqual(UnsafeBufferPointer(start: close.utf8Start, count: c))
      else { return nil }
      return bytes[o..<bytes.count - c]
    }
    if let inner = isBetween("${", "}") {
      // What stands behind `:-` is a value, what stands behind `?` is a message.
      let name = inner.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "?") }
      let rest = inner.dropFirst(name.count).drop { $0 == UInt8(ascii: ":") }
      return isName(name) && (rest.isEmpty || rest.first == UInt8(ascii: "?"))
    }
    if let inner = isBetween("{{", "}}") {
      return !inner.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "`") }
    }
    if isBetween("<", ">") != nil || isBetween("%(", ")s") != nil || isBetween("__", "__") != nil { return true }
    return bytes.first == UInt8(ascii: "$") && isName(bytes.dropFirst(), inCapitals: true)
  }
}

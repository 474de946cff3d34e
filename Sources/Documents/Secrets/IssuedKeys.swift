/// Keys that say by their first letters who issued them, and what follows `Bearer` and `Basic`.
enum IssuedKeys {
  static func ranges(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    guard mayHold(bytes) else { return [] }
    var found: [Range<Int>] = []
    func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }
    for mark in beginnings {
      var position = 0
      while let place = bytes.offset(of: mark, from: position) {
        let isScheme = mark.description.hasSuffix(" ")
        let start = isScheme ? place + mark.utf8CodeUnitCount : place
        var end = start
        while let byte = byte(end), byte.isLetter || byte.isDigit || "_-.+/=".utf8.contains(byte) { end += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let isAlone = byte(place - 1).map { !$0.isLetter && !$0.isDigit } ?? true
        let key = bytes[start..<end]
        if isAlone, key.count >= (isScheme ? 8 : 20), isScheme ? isNoWord(key) : key.contains(where: \.isDigit) {
          found.append(start..<end)
        }
        position = max(end, place + 1)
      }
    }
    return found
  }

  /// Whether anything begins like one of the keys: a look at each byte, instead of a search for each of them.
  private static func mayHold(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let letters = letters
    return bytes.indices.dropLast(2).contains { place in
      letters[Int(bytes[place])].contains(.first) && letters[Int(bytes[place + 1])].contains(.second)
        && letters[Int(bytes[place + 2])].contains(.third)
    }
  }

  /// As which of the first letters of keys a byte may stand.
  private struct Places: OptionSet {
    let rawValue: UInt8
    static let first = Places(rawValue: 1), second = Places(rawValue: 2), third = Places(rawValue: 4)
  }

  private static let letters: [Places] = {
    var letters = [Places](repeating: [], count: 256)
    for mark in beginnings {
      for (byte, place) in zip(mark.description.utf8, [Places.first, .second, .third]) {
        letters[Int(byte)].insert(place)
      }
    }
    return letters
  }()

  /// What is behind a scheme may be a word of a sentence: `Basic authentication`.
  private static func isNoWord(_ key: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    key.contains { $0.isDigit || $0 == UInt8(ascii: "=") } || key.dropFirst().contains { (0x41...0x5A).contains($0) }
  }

  /// <https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns>
  private static let beginnings: [StaticString] = [
    "Bearer ", "bearer ", "Basic ", "basic ", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "glsa_", "xoxb-",
    "xoxp-", "xapp-", "sk_live_", "sk-",
    "hvs.", "eyJ", "SG.", "AIza",
  ]
}

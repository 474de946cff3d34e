/// The secrets in a text, by what stands before them: the password of an address, a parameter, the value under a name, an argument.
///
/// Nothing need be known of the text: it may be a line of YAML, JSON or an exposition, a command, or a message that quotes one. What only
/// the structure of a file tells, `SecretPlaces` knows.
public enum SecretText {
  /// A secret with what tells that it is one.
  public struct Secret: Sendable {
    /// What tells that something is a secret.
    public enum Kind: Sendable, Equatable {
      /// In front of the host of an address.
      case userinfo
      /// A parameter of an address, by its name.
      case parameter(String)
      /// The part of an address that lets everybody in who knows it.
      case webhook
      /// A value under a name.
      case named(String)
      /// A value that the label of this name is compared with: there for everybody who may query, and hidden all the same.
      case compared(String)
      /// What follows a flag on a command line.
      case argument(String)
      /// A text that has the look of an issuer's keys.
      case key
    }

    public var kind: Kind
    /// UTF-8 bytes of the text.
    public var range: Range<Int>

    fileprivate var isCompared: Bool { if case .compared = kind { true } else { false } }
  }

  /// What stands in the place of a secret. It keeps nothing of it, its length neither.
  public static let mask = "<secret>"

  /// All that are secrets where they stand, in the order of the text; those of one place once.
  ///
  /// - Parameter isProse: the text is a sentence, in which `name: value` counts only where it is quoted.
  public static func find(in text: String, isProse: Bool = false) -> [Secret] {
    var text = text
    return text.withUTF8 { find(in: $0, isProse: isProse) }.filter { !$0.isCompared }
  }

  /// Whether a value is to be hidden because of the name that it stands under.
  public static func isSecret(_ value: String, under name: String) -> Bool {
    SecretNames.mayHoldSecret(name) && !SecretValues.mayBeShown(value)
  }

  /// A value as it may be shown that stands under a name.
  public static func shown(_ value: String, under name: String) -> String {
    isSecret(value, under: name) ? mask : value
  }

  /// Those in the words of a command: the flag of one may be the word before it.
  ///
  /// - Returns: each with the word that it stands in, and its range there.
  public static func find(inArguments words: [String]) -> [(word: Int, secret: Secret)] {
    var starts: [Int] = []
    var end = 0
    for word in words {
      starts.append(end)
      end += word.utf8.count + 1
    }
    var found: [[Secret]] = Array(repeating: [], count: words.count)
    for secret in find(in: words.joined(separator: " ")) {
      guard case .argument = secret.kind else { continue }
      var word = max(0, starts.boundary { $0 > secret.range.lowerBound } - 1)
      while word < words.count, starts[word] < secret.range.upperBound {
        let range = starts[word]..<starts[word] + words[word].utf8.count
        if secret.range.overlaps(range) {
          let part = secret.range.clamped(to: range)
          found[word].append(
            Secret(kind: secret.kind, range: part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound))
        }
        word += 1
      }
    }
    for (index, word) in words.enumerated() {
      for secret in find(in: word) where !found[index].contains(where: { $0.range.overlaps(secret.range) }) {
        found[index].append(secret)
      }
    }
    return found.enumerated().flatMap { word, secrets in secrets.map { (word, $0) } }
  }

  /// Whether there may be any.
  public static func holdsSecret(_ text: String) -> Bool { !find(in: text).isEmpty }

  /// The same text with the mask for each secret.
  ///
  /// - Parameter known: values that are secrets wherever they stand.
  public static func masked(_ text: String, known: Set<String> = [], isProse: Bool = false) -> String {
    var text = text
    let ranges = text.withUTF8 { bytes in
      find(in: bytes, isProse: isProse).map(\.range) + (known.isEmpty ? [] : places(of: known, in: bytes))
    }
    if ranges.isEmpty { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    for range in ranges.merged() {
      result += bytes[end..<range.lowerBound]
      result += mask.utf8
      end = range.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }

  /// Where known values stand. Of more than a few, those are looked for that are a word or stand between quotes as a whole, so that no
  /// text is searched for each of thousands.
  private static func places(of known: Set<String>, in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    if known.count <= few { return known.flatMap { places(of: $0, in: bytes) } }
    var found: [Range<Int>] = []
    let ends: [(UInt8) -> Bool] = [
      { $0.isQuote }, { $0.isQuote || $0 <= 0x20 },
      { !$0.isLetter && !$0.isDigit && $0 < 0x80 && !"_-.+/=".utf8.contains($0) },
    ]
    for isEnd in ends {
      for part in bytes.split(whereSeparator: isEnd) where known.contains(String(decoding: part, as: UTF8.self)) {
        found.append(part.startIndex..<part.endIndex)
      }
    }
    return found
  }

  private static let few = 100

  /// Where a value stands. One that is so short that it is a part of many words counts only between quotes.
  private static func places(of value: String, in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var value = value
    return value.withUTF8 { value in
      if value.isEmpty { return [] }
      var found: [Range<Int>] = []
      var position = 0
      while let place = bytes.offset(of: value, from: position) {
        let range = place..<place + value.count
        position = range.upperBound
        let isQuoted =
          place > 0 && range.upperBound < bytes.count && bytes[place - 1].isQuote && bytes[range.upperBound].isQuote
        if value.count >= shortest || isQuoted { found.append(range) }
      }
      return found
    }
  }

  private static let shortest = 5

  static func find(in bytes: UnsafeBufferPointer<UInt8>, isProse: Bool) -> [Secret] {
    var scanner = SecretScanner(bytes, isProse: isProse)
    scanner.run()
    return scanner.found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension [Range<Int>] {
  /// In order, with those that touch as one.
  func merged() -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

extension UInt8 {
  var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`") }
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

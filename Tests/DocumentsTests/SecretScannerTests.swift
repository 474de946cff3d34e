import Support
import Testing

@testable import Documents

/// What the scanner keeps from place to place is what a look from each of them would find: a text in which everything repeats costs no more
/// than its length.
struct SecretScannerTests {
  private static func bytes(_ alphabet: String, _ random: inout SeededRandom) -> [UInt8] {
    let alphabet = Array(alphabet.utf8)
    return (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
  }

  private static func places(in bytes: [UInt8], _ random: inout SeededRandom) -> [Int] {
    (0..<8).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
  }

  @Test func bracketsAndQuotes() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 1))
    for round in 0..<500 {
      let bytes = Self.bytes("{[}]\"'\\ a\n", &random)
      let reach = Int.random(in: 1...20, using: &random)
      var context = LineContext(reach: reach)
      for place in Self.places(in: bytes, &random) {
        let found = bytes.withUnsafeBufferPointer { context.before(place, in: $0) }
        #expect(found.isInBrackets == Self.isInBrackets(bytes, place, reach), "round \(round): \(bytes) \(place)")
        #expect(found.quote == Self.quote(bytes, place, reach), "round \(round): \(bytes) \(place)")
      }
    }
  }

  private static func isInBrackets(_ bytes: [UInt8], _ place: Int, _ reach: Int) -> Bool {
    var depth = 0
    for byte in bytes[max(0, place - reach)..<place] {
      switch byte {
      case UInt8(ascii: "\n"): depth = 0
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      default: break
      }
    }
    return depth > 0
  }

  private static func quote(_ bytes: [UInt8], _ place: Int, _ reach: Int) -> UInt8? {
    var open: UInt8?
    for index in max(0, place - reach)..<place {
      let byte = bytes[index], before = index > 0 ? bytes[index - 1] : UInt8(ascii: " ")
      if byte == UInt8(ascii: "\n") { open = nil }
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
      if byte == open {
        if before != UInt8(ascii: "\\") { open = nil }
      } else if open == nil, before.isBlank || "[{(,:=-".utf8.contains(before) {
        open = byte
      }
    }
    return open
  }

  @Test func wordsOfAddresses() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 2))
    for round in 0..<500 {
      let bytes = Self.bytes("a:// @,|", &random)
      let reach = Int.random(in: 3...30, using: &random)
      var word = AddressWord()
      for place in Self.places(in: bytes, &random) {
        let found = bytes.withUnsafeBufferPointer { word.advance(to: place, reach: reach, in: $0) }
        var start = place
        while start > 0, place - start < reach, bytes[start - 1] != UInt8(ascii: " ") { start -= 1 }
        let text = Array(bytes[start..<place])
        let scheme = text.indices.last { text[$0...].starts(with: "://".utf8) }
        let part = text.lastIndex { ",|".utf8.contains($0) }
        #expect(found.hasScheme == (scheme != nil), "round \(round): \(bytes) \(place)")
        #expect(
          found.start == start + (scheme.map { $0 + 3 } ?? part.map { $0 + 1 } ?? 0),
          "round \(round): \(bytes) \(place)")
      }
    }
  }

  @Test func nextPlaces() {
    var random = SeededRandom(seed: SeededRandom.seed(or: 3))
    for _ in 0..<500 {
      let bytes = Self.bytes("nameb", &random)
      var names = NextPlace(of: "name"), letters = NextPlace(of: "b")
      for place in Self.places(in: bytes, &random) {
        bytes.withUnsafeBufferPointer { buffer in
          let name = (place..<max(place, bytes.count)).first { bytes[$0...].starts(with: "name".utf8) }
          #expect(names.from(place, in: buffer) == name ?? bytes.count)
          #expect(letters.from(place, in: buffer) == bytes[place...].firstIndex(of: UInt8(ascii: "b")) ?? bytes.count)
        }
      }
    }
  }

  /// Long values are told by fewer of their bytes, and as short ones are.
  @Test(
    arguments: [
      "vault:", "ENV:", "your-", "<secret>", "${", "{{ ", "<", "%(", "__", "$", "/a/", "./", "~/", "x", "xX-.*•", "A_",
      "a", "\"", " ",
      "hunter2",
    ])
  func longValues(beginning: String) {
    for middle in ["a", "A", "_", "x", "/", "é", "=", "`"] {
      for ending in ["", "}", "}}", ">", ")s", "__", "\"", " ", "/b", "@"] {
        for count in [60, 64, 66, 67, 200] {
          let text = beginning + String(repeating: middle, count: count) + ending
          let long = Array(text.utf8).withUnsafeBufferPointer { SecretValues.mayBeShown(long: $0) }
          #expect(long == SecretValues.mayBeShown(text), "\(text)")
        }
      }
    }
  }
}

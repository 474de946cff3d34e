/// What decoding a document has found wrong so far.
public struct Decoding {
  public let source: SourceFile
  /// How findings of such documents are called.
  public let family: any SchemaFinding.Type
  public var findings: [Finding] = []
  /// The key whose value is being decoded: where a missing key below it is reported.
  public var owner: Range<Int>?

  /// The same key as messages call it.
  var ownerName: String {
    owner.map { "`\(source.text($0).filter { $0 != "\"" && $0 != "'" })`" } ?? "the number"
  }

  /// Nothing found yet.
  public init(source: SourceFile, family: any SchemaFinding.Type) {
    self.source = source
    self.family = family
  }

  /// Notes a problem at UTF-8 byte offsets of the source.
  public mutating func report(
    _ kind: any DiagnosticKind, _ message: String, help: String? = nil, at range: Range<Int>,
    notes: [Finding.Note] = []
  ) {
    findings.append(Finding(kind, message, help: help, in: source, at: range, notes: notes))
  }

  /// Readers of YAML look for the colon of a key within 1,024 characters, <https://yaml.org/spec/1.2.2/#rule-ns-s-implicit-yaml-key>: a
  /// longer name could be read here, after a question mark, and the file that is written with it could not.
  @usableFromInline mutating func checkLength(of key: Node) {
    guard let length = key.text?.utf8.count, length > Self.longestKey else { return }
    report(
      family.value, "this name has \(length.grouped) bytes, and readers of YAML refuse keys that are so long",
      help: "shorten it to \(Self.longestKey.grouped) bytes or less", at: key.range)
  }

  private static let longestKey = 1000

  /// Something else stands where a value of some type belongs.
  public mutating func expected(_ what: String, example: String? = nil, at node: Node) {
    report(
      family.type, "expected \(what), found \(node.kindName)\(node.text.map { $0.isEmpty ? "" : " `\($0)`" } ?? "")",
      help: example.map { "write it like `\($0)`" }, at: node.range)
  }
}

/// Finds what somebody meant by a misspelled name.
public enum Spelling {
  /// The nearest of the known names, if it is near enough to be meant.
  ///
  /// - Parameter most: how many slips there may be, at most; a third of the letters where it is not said.
  public static func nearest(to name: String, among known: some Sequence<String>, within most: Int = .max) -> String? {
    let wanted = Wanted(name)
    var best: (distance: Int, name: String)?
    for candidate in known {
      let length = min(candidate.utf8.count, Wanted.longest)
      let limit = min(best?.distance ?? .max, most, max(1, min(wanted.count, length) / 3 + 1))
      guard abs(length - wanted.count) <= limit else { continue }
      let distance = wanted.distance(to: candidate, atMost: limit)
      if distance <= limit, best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
    }
    return best?.name
  }

  /// A name in small letters, at most 64 bytes of it, as a bit for each place where a byte stands.
  ///
  /// Whole rows of the table of distances are then one number: H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and
  /// Damerau Edit Distances", 2003.
  private struct Wanted {
    static let longest = 64

    let count: Int
    private var places: [UInt64] = Array(repeating: 0, count: 256)

    init(_ name: String) {
      count = min(name.utf8.count, Self.longest)
      for (index, byte) in name.utf8.prefix(Self.longest).enumerated() { places[Int(Self.small(byte))] |= 1 << index }
    }

    private static func small(_ byte: UInt8) -> UInt8 {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other (Damerau–Levenshtein,
    /// restricted).
    ///
    /// - Parameter limit: where there are more, any number above it will do.
    func distance(to other: String, atMost limit: Int = .max) -> Int {
      var other = other
      return other.withUTF8 { distance(to: $0.prefix(Self.longest), atMost: limit) }
    }

    private func distance(to other: Slice<UnsafeBufferPointer<UInt8>>, atMost limit: Int) -> Int {
      guard count > 0 else { return other.count }
      let last: UInt64 = 1 << (count - 1)
      var distance = count
      var rises = UInt64.max, falls: UInt64 = 0, diagonal: UInt64 = 0, before: UInt64 = 0
      // Each byte that is left takes off one at most.
      var left = other.count
      for byte in other {
        if distance - left > limit { return distance }
        left -= 1
        let matches = places[Int(Self.small(byte))]
        let swapped = ((~diagonal & matches) << 1) & before
        diagonal = (((matches & rises) &+ rises) ^ rises) | matches | falls | swapped
        var rowRises = falls | ~(diagonal | rises)
        var rowFalls = diagonal & rises
        if rowRises & last != 0 { distance += 1 }
        if rowFalls & last != 0 { distance -= 1 }
        rowRises = rowRises << 1 | 1
        rowFalls <<= 1
        rises = rowFalls | ~(diagonal | rowRises)
        falls = rowRises & diagonal
        before = matches
      }
      return distance
    }
  }

  /// Whether a name is one slip of the fingers away from a known one: a letter too many, too few, wrong or swapped, or
  /// another separator.
  public static func isSlip(_ name: String, of known: some Sequence<String>) -> Bool {
    known.contains { $0 != name && distance(name, $0) == 1 && $0.utf8.count > 4 }
  }

  /// How many slips lead from one to the other, capitals aside.
  static func distance(_ a: String, _ b: String) -> Int { Wanted(a).distance(to: b) }

  /// The help for an unknown name: the nearest known one if it is near enough to be meant, else the nearest few.
  public static func help(for name: String, among known: some Collection<String>) -> String? {
    if let nearest = nearest(to: name, among: known) { return "did you mean `\(nearest)`?" }
    return list(of: known, near: name)
  }

  /// At most three of the known names, the nearest first if there are more, and how many those are: nobody reads a long list.
  public static func list(of known: some Collection<String>, near name: String) -> String? {
    list(ofUnique: Set(known).sorted(), near: name)
  }

  /// The same of names in their order, each of them once.
  ///
  /// - Parameter name: nil for the first of them.
  static func list(ofUnique names: [String], near name: String?) -> String? {
    let most = 3
    if names.isEmpty { return nil }
    let nearest = names.count > most ? name.map { Self.nearest(most, to: $0, among: names) } : nil
    let shown = (nearest ?? Array(names.prefix(most))).map { "`\($0)`" }.joined(separator: ", ")
    return "known here: \(shown)" + (names.count > most ? " and \(names.count - most) more" : "")
  }
  /// So many names, the nearest first, of equally near ones the first in order.
  private static func nearest(_ most: Int, to name: String, among known: [String]) -> [String] {
    let wanted = Wanted(name)
    var found: [(distance: Int, name: String)] = []
    for candidate in known {
      let near = (wanted.distance(to: candidate), candidate)
      guard found.count < most || near < found[most - 1] else { continue }
      found.insert(near, at: found.firstIndex { near < $0 } ?? found.count)
      if found.count > most { found.removeLast() }
    }
    return found.map(\.name)
  }
}

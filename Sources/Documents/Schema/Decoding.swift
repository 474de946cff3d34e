/// What decoding a document has found wrong so far.
public struct Decoding {
  public let source: SourceFile
  /// The first part of the findings' rule ids: `spec`, `pack`.
  public let family: String
  public var findings: [Finding] = []
  /// The key whose value is being decoded: where a missing key below it is reported.
  public var owner: Range<Int>?

  public init(source: SourceFile, family: String) {
    self.source = source
    self.family = family
  }

  public mutating func report(
    _ name: String, _ message: String, severity: Severity = .error, help: String? = nil, at range: Range<Int>,
    notes: [Finding.Note] = []
  ) {
    findings.append(
      Finding("\(family)/\(name)", message, severity: severity, help: help, in: source, at: range, notes: notes))
  }

  /// Something else stands where a value of some type belongs.
  public mutating func expected(_ what: String, example: String? = nil, at node: Node) {
    report(
      "type", "expected \(what), found \(node.kindName)\(node.text.map { $0.isEmpty ? "" : " `\($0)`" } ?? "")",
      help: example.map { "write it like `\($0)`" }, at: node.range)
  }
}

/// Finds what somebody meant by a misspelled name.
public enum Spelling {
  /// The nearest of the known names, if it is near enough to be meant.
  ///
  /// Of many names most are ruled out by their length or their letters, before any distance is worked out.
  public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let wanted = Folded(name)
    var best: (distance: Int, name: String)?
    for candidate in known {
      let length = min(candidate.utf8.count, Folded.longest)
      let limit = min(best?.distance ?? .max, max(1, min(wanted.bytes.count, length) / 3 + 1))
      guard abs(length - wanted.bytes.count) <= limit else { continue }
      let other = Folded(candidate)
      guard wanted.distanceAtLeast(other) <= limit else { continue }
      let distance = distance(wanted.bytes, other.bytes, limit: limit)
      if distance <= limit, best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
    }
    return best?.name
  }

  /// A name in small letters, with a set of its bytes.
  private struct Folded {
    static let longest = 64

    private(set) var bytes: [UInt8] = []
    private var letters: UInt64 = 0

    init(_ name: String) {
      bytes.reserveCapacity(min(name.utf8.count, Self.longest))
      for byte in name.utf8.prefix(Self.longest) {
        let small = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        bytes.append(small)
        letters |= 1 << UInt64(small & 63)
      }
    }

    /// A letter that only one of two names has takes an edit.
    func distanceAtLeast(_ other: Folded) -> Int {
      max((letters & ~other.letters).nonzeroBitCount, (other.letters & ~letters).nonzeroBitCount)
    }
  }

  /// Whether a name is one slip of the fingers away from a known one: a letter too many, too few, wrong or swapped, or
  /// another separator.
  public static func isSlip(_ name: String, of known: some Sequence<String>) -> Bool {
    known.contains { $0 != name && distance(name.lowercased(), $0) == 1 && $0.utf8.count > 4 }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other (Damerau–Levenshtein, restricted).
  static func distance(_ a: String, _ b: String) -> Int {
    distance(Array(a.utf8.prefix(Folded.longest)), Array(b.utf8.prefix(Folded.longest)))
  }

  /// - Parameter limit: beyond it any greater number will do, so that the work can stop.
  private static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int = .max) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    let width = b.count + 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) { cells in
      cells.initialize(repeating: 0)
      var (before, above, row) = (0, width, 2 * width)
      for j in 0...b.count { cells[above + j] = j }
      for i in 1...a.count {
        cells[row] = i
        var least = i
        for j in 1...b.count {
          let replaced = cells[above + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
          var cell = min(cells[above + j] + 1, cells[row + j - 1] + 1, replaced)
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cell = min(cell, cells[before + j - 2] + 1) }
          cells[row + j] = cell
          least = min(least, cell)
        }
        // A swap reaches back one row more, so that one edit less may still come out.
        if least > limit, least - 1 > limit { return least }
        (before, above, row) = (above, row, before)
      }
      return cells[above + b.count]
    }
  }

  /// The help for an unknown name: the nearest known one, or all of them where they are few.
  public static func help(for name: String, among known: some Collection<String>) -> String? {
    if let nearest = nearest(to: name, among: known) { return "did you mean `\(nearest)`?" }
    return known.isEmpty ? nil : "known here: " + known.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }
}

/// Suggestions from one list of known names for many that are not on it: each name is worked out once, and only so many of
/// them, as nobody reads hundreds of suggestions and they cost a comparison with every known name each.
public struct NearestNames {
  private static let most = 20

  private let known: [String]
  private var found: [String: String?] = [:]

  public init(among known: some Sequence<String>) { self.known = Set(known).sorted() }

  /// The nearest of the known names, if it is near enough to be meant.
  public mutating func nearest(to name: String) -> String? {
    if let known = found[name] { return known }
    guard found.count < Self.most else { return nil }
    let nearest = Spelling.nearest(to: name, among: known)
    found[name] = .some(nearest)
    return nearest
  }
}

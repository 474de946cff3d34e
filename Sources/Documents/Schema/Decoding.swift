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
  public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let scored = known.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
    guard let best = scored.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= max(1, min(name.count, best.name.count) / 3 + 1) ? best.name : nil
  }

  /// Whether a name is one slip of the fingers away from a known one: a letter too many, too few, wrong or swapped, or
  /// another separator.
  public static func isSlip(_ name: String, of known: some Sequence<String>) -> Bool {
    known.contains { $0 != name && distance(name.lowercased(), $0) == 1 && $0.utf8.count > 4 }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other (Damerau–Levenshtein, restricted).
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8.prefix(64)), b = Array(b.utf8.prefix(64))
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    for i in 1...a.count {
      for j in 1...b.count {
        let replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }

  /// The help for an unknown name: the nearest known one, or all of them where they are few.
  public static func help(for name: String, among known: some Collection<String>) -> String? {
    if let nearest = nearest(to: name, among: known) { return "did you mean `\(nearest)`?" }
    return known.isEmpty ? nil : "known here: " + known.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }
}

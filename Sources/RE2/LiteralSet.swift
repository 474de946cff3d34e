/// The texts that a pattern matches, where they are so few that they could be listed.
extension Pattern {
  /// The one text that the pattern matches, which could be compared with `=`; nil if it is not that simple.
  public var literal: String? {
    let texts = literals(limit: 1)
    return texts?.count == 1 ? texts![0] : nil
  }

  /// All texts that the pattern matches, in the order in which it names them, each once by its bytes; nil if there are
  /// more than `limit` or no end of them, if they are longer than 1 MiB together, and for a search.
  public func literals(limit: Int) -> [String]? {
    guard dialect.isAnchored else { return nil }
    var listing = LiteralListing(limit: limit, redundantAnchors: Set(redundantAnchors))
    var texts = listing.texts(of: tree)
    if texts == nil, listing.hasAssertions {
      // The list is made as if they held everywhere; what is left of a longer one may be short enough.
      listing.limit = 4 * limit + 64
      texts = listing.texts(of: tree)
    }
    guard let texts else { return nil }
    let result = texts.map { String(decoding: $0, as: UTF8.self) }
    guard listing.hasAssertions else { return result }
    guard var matcher = Matcher(self) else { return nil }
    let matching = result.filter { matcher.matches($0) }
    return matching.count <= limit ? matching : nil
  }
}

/// Texts are bytes here: to Swift's strings the Kelvin sign is a K.
private struct LiteralListing {
  typealias Text = [UInt8]

  var limit: Int
  let redundantAnchors: Set<Range<Int>>
  /// Whether an assertion was met that may not hold.
  private(set) var hasAssertions = false

  static let maximumBytes = 1 << 20

  init(limit: Int, redundantAnchors: Set<Range<Int>>) {
    self.limit = limit
    self.redundantAnchors = redundantAnchors
  }

  mutating func texts(of node: RegexNode) -> [Text]? {
    switch node.ungrouped.kind {
    case .empty, .group: return [[]]
    case .any: return nil
    case .assertion:
      if !redundantAnchors.contains(node.ungrouped.range) { hasAssertions = true }
      return [[]]
    case .literal(let text, let ignoresCase):
      return ignoresCase ? forms(of: text) : [Array(text.utf8)]
    case .characters(let set): return characters(set)
    case .alternation(let nodes): return alternatives(nodes)
    case .concatenation(let nodes):
      var result: [Text] = [[]]
      for node in nodes {
        guard let more = texts(of: node), extend(&result, by: more) else { return nil }
      }
      return result
    case .repetition(let inner, let minimum, let maximum, _): return repeated(inner, minimum, maximum)
    }
  }

  private func forms(of text: String) -> [Text]? {
    var result: [Text] = [[]]
    for scalar in text.unicodeScalars {
      guard extend(&result, by: CaseFolding.forms(of: scalar).map { Array(String($0).utf8) }) else { return nil }
    }
    return result
  }

  private func characters(_ set: CharacterSet) -> [Text]? {
    // Surrogates do not count.
    guard set.count <= limit + 0x800 else { return nil }
    let result = set.ranges.flatMap { $0.compactMap { Unicode.Scalar($0).map { Array(String($0).utf8) } } }
    return result.count <= limit ? result : nil
  }

  private mutating func alternatives(_ nodes: [RegexNode]) -> [Text]? {
    var result: [Text] = []
    for node in nodes {
      guard let more = texts(of: node) else { return nil }
      result += more
      // Duplicates do not count, but are not looked for every time.
      if result.count > 2 * limit {
        guard let fewer = distinct(result) else { return nil }
        result = fewer
      }
    }
    return distinct(result)
  }

  private mutating func repeated(_ inner: RegexNode, _ minimum: Int, _ maximum: Int?) -> [Text]? {
    guard maximum != 0 else { return [[]] }
    guard let one = texts(of: inner) else { return nil }
    // What is empty stays empty, however often it comes.
    if one.allSatisfy(\.isEmpty) { return one.isEmpty && minimum > 0 ? [] : [[]] }
    guard let maximum else { return nil }
    var power: [Text] = [[]]
    for _ in 0..<minimum {
      guard extend(&power, by: one) else { return nil }
    }
    var result = power
    for _ in minimum..<maximum {
      guard extend(&power, by: one), let more = distinct(result + power) else { return nil }
      result = more
    }
    return result
  }

  /// Puts each of the second after each of the first; false if they are too many or too long.
  private func extend(_ texts: inout [Text], by more: [Text]) -> Bool {
    if more.count == 1 {
      guard !more[0].isEmpty else { return true }
      for index in texts.indices { texts[index] += more[0] }
      return texts.reduce(0) { $0 + $1.count } <= Self.maximumBytes
    }
    guard texts.count * more.count <= 2 * limit + 2,
      let longer = distinct(texts.flatMap { start in more.map { start + $0 } })
    else { return false }
    texts = longer
    return true
  }

  private func distinct(_ texts: [Text]) -> [Text]? {
    var seen: Set<Text> = []
    let result = texts.count < 2 ? texts : texts.filter { seen.insert($0).inserted }
    return result.count <= limit && result.reduce(0, { $0 + $1.count }) <= Self.maximumBytes ? result : nil
  }
}

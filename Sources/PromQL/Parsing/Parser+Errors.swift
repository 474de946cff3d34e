/// What the parser has to tell.
extension Parser {
  mutating func report(_ message: String, _ range: Range<Int>) {
    guard errors.count < Self.maximumErrors else { return }
    errors.append(PromQLError(message, range))
  }

  mutating func fail(_ message: String, _ range: Range<Int>) -> Abort {
    report(message, range)
    return Abort()
  }

  /// The current token does not fit. A lexical error speaks for itself.
  mutating func unexpected(in place: String? = nil, expected: String) -> Abort {
    if token.kind == .invalid {
      if let failure = lexer.failure { errors.append(failure) }
      return Abort()
    }
    return fail("unexpected \(description(token))\(place.map { " in \($0)" } ?? ""), expected \(expected)", token.range)
  }

  mutating func need(_ feature: FeatureFlag, _ construct: String, _ range: Range<Int>) {
    guard !options.features.contains(feature) else { return }
    needs.append(FeatureNeed(feature: feature, construct: construct, range: range))
  }

  /// Skips to the next comma or to `closing`, so that the rest of a list can still be read.
  mutating func recover(to closing: TokenKind) throws(Abort) {
    guard errors.count < Self.maximumErrors else { throw Abort() }
    while token.kind != .comma, token.kind != closing {
      if token.kind == .invalid || token.kind == .endOfInput { throw Abort() }
      advance()
    }
  }

  private func description(_ token: Token) -> String {
    let text = lexer.text(token.range)
    let short = text.count > 24 ? text.prefix(21) + "…" : text[...]
    return switch token.kind {
    case .endOfInput: "end of input"
    case .identifier, .metricIdentifier: "name \"\(short)\""
    case .number: "number \(short)"
    case .duration: "duration \(short)"
    case .string: "string \(short)"
    case .aggregator: "aggregation \"\(short)\""
    case let kind where kind.isKeyword: "keyword \"\(short)\""
    default: "\"\(short)\""
    }
  }
}

/// The word that was probably meant.
enum Suggestion {
  /// The candidate at the smallest edit distance, if it is near enough to be meant. Of two, the one that `text` begins.
  static func nearest(to text: String, in candidates: some Sequence<String>) -> String? {
    let word = Array(text.utf8)
    guard word.count <= 40 else { return nil }
    var best: (name: String, rank: Int)?
    for candidate in candidates {
      let distance = distance(word, Array(candidate.utf8))
      let rank = 2 * distance - (candidate.hasPrefix(text) ? 1 : 0)
      if distance <= max(1, word.count / 4), rank < best?.rank ?? .max { best = (candidate, rank) }
    }
    return best?.name
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var current = [i + 1]
      for (j, y) in b.enumerated() {
        current.append(min(previous[j] + (x | 0x20 == y | 0x20 ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
      }
      previous = current
    }
    return previous[b.count]
  }
}

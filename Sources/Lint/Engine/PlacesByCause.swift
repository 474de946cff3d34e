import Documents

/// Places with one cause: it is reported once, at the first of them.
struct PlacesByCause {
  private var causes: [String] = []
  private var places: [String: [Range<Int>]] = [:]

  mutating func add(_ range: Range<Int>, to cause: String) {
    if places[cause] == nil { causes.append(cause) }
    places[cause, default: []].append(range)
  }

  /// The causes as they came, each with its places in the order of the file.
  var all: [(cause: String, places: [Range<Int>])] {
    causes.map { cause in (cause, Set(places[cause]!).sorted { $0.lowerBound < $1.lowerBound }) }
  }
}

extension Reporter {
  /// Further places of a cause: three of them, and how many more there are.
  func notes(alsoAt places: some Collection<Range<Int>>, in source: SourceFile? = nil) -> [Finding.Note] {
    let shown = places.prefix(3), rest = places.count - shown.count
    return shown.enumerated().map { index, range in
      let more = index == 2 && rest > 0 ? ", and in \(rest) more place\(rest == 1 ? "" : "s")" : ""
      return note("also here\(more)", at: range, in: source)
    }
  }
}

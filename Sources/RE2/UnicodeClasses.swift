/// The sets behind `\p{…}`: general categories and scripts by the names that Go knows, in which case, blanks, `_` and `-`
/// make no difference. <https://pkg.go.dev/regexp/syntax>, <https://pkg.go.dev/unicode#pkg-variables>
///
/// Categories are those of the Unicode that Swift was built with, scripts those of `ScriptRanges`.
enum UnicodeClasses {
  /// - Parameter name: `L`, `Lu`, `Greek`, `Letter`, `Any`; nil for a name that is none.
  static func named(_ name: String) -> CharacterSet? {
    let key = canonical(name)
    switch key {
    case "any": return .all
    case "ascii": return CharacterSet([0...0x7F])
    case "assigned": return categories["cn"]?.inverted
    default: return categories[key] ?? scripts[key] ?? aliases[key].flatMap { categories[$0] }
    }
  }

  /// The name in small letters without what makes no difference.
  private static func canonical(_ name: String) -> String {
    String(
      decoding: name.utf8.lazy.filter { $0 != 0x20 && $0 != 0x2D && $0 != 0x5F }
        .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static let shortNames: [Unicode.GeneralCategory: String] = [
    .uppercaseLetter: "lu", .lowercaseLetter: "ll", .titlecaseLetter: "lt", .modifierLetter: "lm", .otherLetter: "lo",
    .nonspacingMark: "mn", .spacingMark: "mc", .enclosingMark: "me", .decimalNumber: "nd", .letterNumber: "nl",
    .otherNumber: "no", .connectorPunctuation: "pc", .dashPunctuation: "pd", .openPunctuation: "ps",
    .closePunctuation: "pe", .initialPunctuation: "pi", .finalPunctuation: "pf", .otherPunctuation: "po",
    .mathSymbol: "sm", .currencySymbol: "sc", .modifierSymbol: "sk", .otherSymbol: "so", .spaceSeparator: "zs",
    .lineSeparator: "zl", .paragraphSeparator: "zp", .control: "cc", .format: "cf", .surrogate: "cs",
    .privateUse: "co", .unassigned: "cn",
  ]

  /// The long names of categories, of PropertyValueAliases.txt.
  private static let aliases: [String: String] = [
    "letter": "l", "casedletter": "lc", "uppercaseletter": "lu", "lowercaseletter": "ll", "titlecaseletter": "lt",
    "modifierletter": "lm", "otherletter": "lo", "mark": "m", "combiningmark": "m", "nonspacingmark": "mn",
    "spacingmark": "mc", "enclosingmark": "me", "number": "n", "decimalnumber": "nd", "digit": "nd",
    "letternumber": "nl", "othernumber": "no", "punctuation": "p", "punct": "p", "connectorpunctuation": "pc",
    "dashpunctuation": "pd", "openpunctuation": "ps", "closepunctuation": "pe", "initialpunctuation": "pi",
    "finalpunctuation": "pf", "otherpunctuation": "po", "symbol": "s", "mathsymbol": "sm", "currencysymbol": "sc",
    "modifiersymbol": "sk", "othersymbol": "so", "separator": "z", "spaceseparator": "zs", "lineseparator": "zl",
    "paragraphseparator": "zp", "other": "c", "control": "cc", "cntrl": "cc", "format": "cf", "surrogate": "cs",
    "privateuse": "co", "unassigned": "cn",
  ]

  /// Every category, and by their first letters what they have in common. One look at each character makes all of them,
  /// at the first use.
  private static let categories: [String: CharacterSet] = {
    var result: [String: CharacterSet] = [:]
    func insert(_ range: ClosedRange<UInt32>, _ category: Unicode.GeneralCategory) {
      guard let name = shortNames[category] else { return }
      result[name, default: CharacterSet()].insert(range)
      result[String(name.prefix(1)), default: CharacterSet()].insert(range)
      if name == "lu" || name == "ll" || name == "lt" { result["lc", default: CharacterSet()].insert(range) }
    }
    // Of the planes 4 to 13 nothing is assigned, 15 and 16 are private; surrogates are characters to Go's tables alone.
    insert(0xD800...0xDFFF, .surrogate)
    insert(0x4_0000...0xD_FFFF, .unassigned)
    for whole in [0...0xD7FF, 0xE000...0x3_FFFF, 0xE_0000...0xE_FFFF] as [ClosedRange<UInt32>] {
      var start = whole.lowerBound
      var current = Unicode.Scalar(start)?.properties.generalCategory
      for value in whole {
        let category = Unicode.Scalar(value)?.properties.generalCategory
        if category == current { continue }
        if let current { insert(start...(value - 1), current) }
        (start, current) = (value, category)
      }
      if let current { insert(start...whole.upperBound, current) }
    }
    for plane in [0xF_0000, 0x10_0000] as [UInt32] {
      insert(plane...(plane + 0xFFFD), .privateUse)
      insert((plane + 0xFFFE)...(plane + 0xFFFF), .unassigned)
    }
    return result.mapValues { set in
      var set = set
      set.normalize()
      return set
    }
  }()

  private static let scripts: [String: CharacterSet] = {
    var result: [String: CharacterSet] = [:]
    for entry in ScriptRanges.text.utf8.split(separator: UInt8(ascii: ";")) {
      let words = entry.split(separator: UInt8(ascii: " "))
      guard let name = words.first else { continue }
      let ranges = words.dropFirst().map { word in
        let bounds = word.split(separator: UInt8(ascii: "-")).map { UInt32(String($0) ?? "", radix: 16) ?? 0 }
        return bounds[0]...bounds[bounds.count - 1]
      }
      result[canonical(String(name) ?? "")] = CharacterSet(ranges)
    }
    return result
  }()
}

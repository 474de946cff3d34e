import Synchronization

/// The sets behind `\p{…}`: general categories and scripts by the names that Go knows.
/// <https://pkg.go.dev/unicode#pkg-variables>
enum UnicodeClasses {
  /// - Parameter name: `L`, `Lu`, `Greek`, `Any`; nil for a name that is none.
  static func named(_ name: String) -> CharacterSet? {
    if name == "Any" { return .all }
    if let cached = cache.withLock({ $0[name] }) { return cached }
    guard let set = category(name) ?? script(name) else { return nil }
    cache.withLock { $0[name] = set }
    return set
  }

  private static let cache = Mutex<[String: CharacterSet]>([:])

  private static let categories: [String: Unicode.GeneralCategory] = [
    "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter, "Lo": .otherLetter,
    "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber,
    "No": .otherNumber, "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
    "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation, "Po": .otherPunctuation,
    "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator,
    "Zl": .lineSeparator, "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Co": .privateUse,
  ]

  /// One category, or all that begin with a letter.
  private static func category(_ name: String) -> CharacterSet? {
    let wanted = Set(categories.filter { $0.key == name || (name.utf8.count == 1 && $0.key.hasPrefix(name)) }.values)
    guard !wanted.isEmpty || name == "Cs" else { return nil }
    var set = CharacterSet()
    var start: UInt32?
    for whole in CharacterSet.all.ranges {
      for value in whole {
        let isMember = wanted.contains(Unicode.Scalar(value)!.properties.generalCategory)
        if isMember, start == nil { start = value }
        if !isMember, let first = start {
          set.insert(first...(value - 1))
          start = nil
        }
      }
      if let first = start { set.insert(first...whole.upperBound) }
      start = nil
    }
    return set
  }

  private static func script(_ name: String) -> CharacterSet? {
    for entry in ScriptRanges.text.split(separator: ";") {
      let words = entry.split(separator: " ")
      guard let first = words.first, first == name else { continue }
      return CharacterSet(
        words.dropFirst().map { word in
          let bounds = word.split(separator: "-").map { UInt32($0, radix: 16)! }
          return bounds[0]...bounds[bounds.count - 1]
        })
    }
    return nil
  }
}

/// What promlint finds, found the same way.
/// <https://github.com/prometheus/client_golang/tree/89c60c055469/prometheus/testutil/promlint/validations>
extension NamingConvention {
  public static let noHelp = NamingConvention("no-help") { metric in
    guard metric.hasHelp == false else { return [] }
    return [
      NamingProblem(
        metric, "`\(metric.name)` has no help text, and whoever meets it has to read the code",
        help: "add `# HELP \(metric.name) …`: one sentence on what it counts or measures")
    ]
  }

  /// The first word that is a unit decides.
  public static let baseUnit = NamingConvention("base-unit") { metric in
    for (token, range) in metric.tokens {
      guard let base = MetricUnits.base(of: token) else { continue }
      guard base != token else { return [] }
      return [
        NamingProblem(
          .name(range), "`\(metric.name)` is in \(token), and base units alone combine without factors",
          help: "expose \(base): `\(metric.replacing(range, with: base))`")
      ]
    }
    return []
  }

  public static let counterSuffix = NamingConvention("counter-suffix") { metric in
    guard metric.type == .counter, !metric.name.hasSuffix("_total") else { return [] }
    return [
      NamingProblem(
        metric, "the counter `\(metric.name)` lacks `_total`, by which readers and tools know to take its rate",
        help: "name it `\(metric.name)_total`")
    ]
  }

  public static let totalSuffix = NamingConvention("total-suffix") { metric in
    guard metric.isTyped, metric.type != .counter, let ending = metric.ending("_total"), let type = metric.type else {
      return []
    }
    return [
      NamingProblem(
        .name(ending), "`_total` makes readers take `\(metric.name)` for a counter, and it is a \(type.rawValue)",
        help: "name it `\(metric.replacing(ending, with: ""))`, or make it a counter")
    ]
  }

  /// Endings that parts of histograms and summaries have.
  public static let reservedSuffix = NamingConvention("reserved-suffix") { metric in
    guard metric.isTyped, let type = metric.type else { return [] }
    let isHistogram = type == .histogram || type == .gaugehistogram
    return ["_bucket", "_count", "_sum"].compactMap { suffix in
      guard !isHistogram, type != .summary || suffix == "_bucket", let ending = metric.ending(suffix) else {
        return nil
      }
      let owner = suffix == "_bucket" ? "histograms" : "histograms and summaries"
      return NamingProblem(
        .name(ending), "`\(suffix)` belongs to \(owner), and `\(metric.name)` is a \(type.rawValue)",
        help: "choose another ending: queries and clients read this one as a part of a bigger metric")
    }
  }

  public static let reservedLabel = NamingConvention("reserved-label") { metric in
    guard metric.isTyped, let type = metric.type else { return [] }
    let isHistogram = type == .histogram || type == .gaugehistogram
    return metric.labels.indices.compactMap { index in
      let label = metric.labels[index]
      guard label == "le" && !isHistogram || label == "quantile" && type != .summary else { return nil }
      return NamingProblem(
        .label(index),
        "the label `\(label)` belongs to \(label == "le" ? "histograms" : "summaries"), and `\(metric.name)` is a \(type.rawValue)",
        help: "rename the label, or expose a \(label == "le" ? "histogram" : "summary")")
    }
  }

  private static let typeWords: [FamilyType] = [.counter, .gauge, .histogram, .summary]

  public static let typeInName = NamingConvention("type-in-name") { metric in
    guard let type = metric.type, typeWords.contains(type) else { return [] }
    for (token, range) in metric.tokens.dropFirst() where token.lowercased() == type.rawValue {
      return [
        NamingProblem(
          .name(range),
          "the type is no part of a name, it is in `# TYPE`: `\(metric.name)` says \(type.rawValue) twice",
          help: "name it `\(metric.replacing(range.lowerBound - 1..<range.upperBound, with: ""))`")
      ]
    }
    return []
  }

  public static let colon = NamingConvention("colon") { metric in
    guard let index = metric.name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return [] }
    let offset = metric.name.utf8.distance(from: metric.name.utf8.startIndex, to: index)
    return [
      NamingProblem(
        .name(offset..<offset + 1), "colons are for recording rules, and `\(metric.name)` is exposed",
        help: "separate words with `_`")
    ]
  }

  public static let camelCase = NamingConvention("camel-case") { metric in
    var problems: [NamingProblem] = []
    if let (_, range) = metric.tokens.first(where: { isCamelCase($0.text) }) {
      problems.append(
        NamingProblem(
          .name(range), "`\(metric.name)` is in camelCase, and names of metrics are in snake_case",
          help: "name it `\(snakeCase(metric.name))`"))
    }
    for (index, label) in metric.labels.enumerated() where isCamelCase(label[...]) {
      problems.append(
        NamingProblem(
          .label(index), "the label `\(label)` of `\(metric.name)` is in camelCase, and labels are in snake_case",
          help: "name it `\(snakeCase(label))`"))
    }
    return problems
  }

  public static let abbreviatedUnit = NamingConvention("abbreviated-unit") { metric in
    var seen: Set<String> = []
    return metric.tokens.dropFirst().compactMap { token, range in
      let word = token.lowercased()
      guard MetricUnits.abbreviations.contains(word[...]), seen.insert(word).inserted else { return nil }
      let unit = MetricUnits.meanings[word[...]] ?? "the whole word"
      return NamingProblem(
        .name(range), "`\(token)` abbreviates a unit, and not everybody reads the same into it",
        help: "write the base unit in full: `\(metric.replacing(range, with: unit))`")
    }
  }

  // MARK: Letter case

  private static func isCamelCase(_ text: Substring) -> Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains { isLower($0) && isUpper($1) }
  }

  private static func snakeCase(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isUpper(byte), let last = bytes.last, isLower(last) { bytes.append(UInt8(ascii: "_")) }
      bytes.append(isUpper(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

/// A metric as conventions of naming see it, whether somebody exposes it or only declares it.
public struct NamedMetric: Sendable {
  /// As samples and queries call it, so counters of OpenMetrics with their `_total`.
  public var name: String
  public var type: FamilyType?
  /// Whether there is a help text; nil where that is somebody else's business.
  public var hasHelp: Bool?
  public var labels: [String]

  /// A metric as the rules on names look at it.
  public init(_ name: String, type: FamilyType?, hasHelp: Bool?, labels: [String]) {
    self.name = name
    self.type = type
    self.hasHelp = hasHelp
    self.labels = labels
  }

  /// What is untyped makes no promise that its name could break.
  var isTyped: Bool { type != nil && type != .untyped && type != .unknown }

  /// The parts between underscores, each with its bytes in the name.
  var tokens: [(text: Substring, range: Range<Int>)] {
    var start = 0
    return name.split(separator: "_", omittingEmptySubsequences: false).map { token in
      defer { start += token.utf8.count + 1 }
      return (token, start..<start + token.utf8.count)
    }
  }

  /// The bytes of an ending, such as `_total`.
  func ending(_ suffix: String) -> Range<Int>? {
    name.hasSuffix(suffix) ? name.utf8.count - suffix.utf8.count..<name.utf8.count : nil
  }

  /// The name with some of its bytes replaced, for advice.
  func replacing(_ range: Range<Int>, with text: String) -> String {
    let bytes = Array(name.utf8)
    return String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + text
      + String(decoding: bytes[range.upperBound...], as: UTF8.self)
  }
}

extension MetricFamily {
  /// - Returns: nil for a family without samples, which nobody sees.
  public func named(in format: ExpositionFormat) -> NamedMetric? {
    guard series > 0 else { return nil }
    var name = name
    if format == .openMetrics {
      if type == .counter, !name.hasSuffix("_total") { name += "_total" }
      if type == .info, !name.hasSuffix("_info") { name += "_info" }
    }
    return NamedMetric(name, type: type, hasHelp: hasHelp, labels: labels.map(\.name))
  }
}

/// Something that a metric's name, type or labels do against a convention.
public struct NamingProblem: Sendable {
  /// The part of the metric that is meant.
  public enum Part: Sendable, Equatable {
    /// Bytes of its name.
    case name(Range<Int>)
    /// One of its labels, by index.
    case label(Int)
  }

  public var part: Part
  /// What is wrong and why it matters, one sentence without a full stop.
  public var message: String
  /// What to write instead.
  public var help: String

  init(_ part: Part, _ message: String, help: String) {
    self.part = part
    self.message = message
    self.help = help
  }

  init(_ metric: NamedMetric, _ message: String, help: String) {
    self.init(.name(0..<metric.name.utf8.count), message, help: help)
  }
}

/// A convention of naming, with what breaks it.
public struct NamingConvention: Sendable {
  /// What rules and findings call it, `base-unit`.
  public let name: String
  public let problems: @Sendable (NamedMetric) -> [NamingProblem]

  init(_ name: String, _ problems: @escaping @Sendable (NamedMetric) -> [NamingProblem]) {
    self.name = name
    self.problems = problems
  }

  /// Those of promlint, in its order, then those that the documentation adds.
  public static let all: [NamingConvention] = [
    noHelp, baseUnit, counterSuffix, totalSuffix, reservedSuffix, reservedLabel, typeInName, colon, camelCase,
    abbreviatedUnit, labelInName, targetLabel, infoType, timestampUnit, singularUnit, percentage,
  ]
}

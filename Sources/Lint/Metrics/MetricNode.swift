import Documents
import Exposition
import Formats
import Project

/// A metric where somebody exposes or declares it: in an exposition, in a spec, in a pack's catalogue.
package struct MetricNode: Sendable {
  package let named: NamedMetric
  /// What was measured, where it is exposed.
  package let family: MetricFamily?
  /// What was declared, where it is declared.
  package let declaration: Node?
  /// Whether it is somebody else's, whose names cannot be chosen: catalogues of exporters have those.
  package let isForeign: Bool
  package let source: SourceFile
  /// The name.
  package let range: Range<Int>
  /// The names of its labels, where they first stand.
  package let labelRanges: [Range<Int>]
  /// The name as a scalar, for parts of it.
  private let text: Text?

  package var name: String { named.name }

  /// A metric of an exposition.
  ///
  /// - Parameter isForeign: the page gives on what others expose.
  init(_ named: NamedMetric, _ family: MetricFamily, in source: SourceFile, isForeign: Bool) {
    self.named = named
    self.family = family
    declaration = nil
    self.isForeign = isForeign
    self.source = source
    range = source.name(of: family.name, line: family.line, column: family.column)
    labelRanges = family.labels.map { source.name(of: $0.name, line: $0.line, column: $0.column) }
    text = nil
  }

  /// A declaration; a refinement of what a pack declares says less.
  private init?(_ entry: Node.Entry, isForeign: Bool, in source: SourceFile) {
    guard let name = Text(entry.key), entry.value.mapping != nil else { return nil }
    let labels = entry.value["labels"]?.mapping?.compactMap { Text($0.key) } ?? []
    let type = entry.value["type"]?.text.flatMap { Metric.Kind(rawValue: $0) }
    // Without a help text a declaration is no declaration: reading the spec says so.
    named = NamedMetric(
      name.value, type: type.flatMap { FamilyType(rawValue: $0.rawValue) }, hasHelp: nil, labels: labels.map(\.value))
    family = nil
    declaration = entry.value
    self.isForeign = isForeign
    self.source = source
    range = name.contentRange(in: source)
    labelRanges = labels.map { $0.contentRange(in: source) }
    text = name
  }

  static func declared(in root: Node?, _ kind: FileKind, _ source: SourceFile) -> [MetricNode] {
    guard let root else { return [] }
    let catalogues: [Node?]
    switch kind {
    case .spec: catalogues = root["services"]?.mapping?.map { $0.value["metrics"] } ?? []
    case .pack: catalogues = [root["metrics"]]
    default: return []
    }
    let isForeign = kind == .pack && root["kind"]?.text != Pack.Kind.signals.rawValue
    return catalogues.flatMap { $0?.mapping ?? [] }.compactMap { MetricNode($0, isForeign: isForeign, in: source) }
  }

  /// The bytes of the file that a part of the metric stands in.
  package func range(of part: NamingProblem.Part) -> Range<Int> {
    switch part {
    case .label(let index): labelRanges[index]
    case .name(let bytes):
      if let text {
        text.range(of: bytes, in: source)
      } else {
        // What OpenMetrics adds to the name of a family is not written there.
        min(
          range.lowerBound + bytes.lowerBound, range.upperBound)..<min(
            range.lowerBound + bytes.upperBound, range.upperBound)
      }
    }
  }
}

extension SourceFile {
  /// A name in an exposition, with or without quotes.
  fileprivate func name(of text: String, line: Int, column: Int) -> Range<Int> {
    var start = offset(of: Position(line: line, column: column))
    if start < bytes.count, bytes[start] == UInt8(ascii: "\"") { start += 1 }
    return start..<min(start + text.utf8.count, bytes.count)
  }
}

extension Rule.Check {
  /// Holds every metric whose name its author can choose against a convention.
  static func naming(_ convention: NamingConvention) -> Rule.Check {
    .metric { metric, reporter in
      guard !metric.isForeign else { return }
      for problem in convention.problems(metric.named) {
        reporter.report(problem.message, at: metric.range(of: problem.part), help: problem.help)
      }
    }
  }
}

import Documents
import Exposition
import PromQL

/// A file with an exposition, read whole.
package struct ExpositionFile {
  package let source: SourceFile
  package let report: ExpositionReport

  init(_ source: SourceFile) {
    self.source = source
    report = source.bytes.withUnsafeBufferPointer { bytes in
      var reader = ExpositionReader(format: ExpositionFormat(detectedIn: bytes))
      reader.consume(bytes)
      return reader.finish()
    }
  }

  var metrics: [MetricNode] {
    let isForeign = isOfServer
    return report.families.compactMap { family in
      family.named(in: report.format).map { MetricNode($0, family, in: source, isForeign: isForeign) }
    }
  }

  /// Whether it is what a Prometheus gives on at `/federate`: metrics of others, and what rules have recorded.
  var isOfServer: Bool {
    report.families.contains { family in
      family.name == PrometheusSeries.alerts
        || ["job", "instance", "prometheus"].allSatisfy { name in family.labels.contains { $0.name == name } }
    }
  }

  /// The word, or the series, that begins where a problem was found.
  func range(of problem: ExpositionProblem) -> Range<Int> {
    wordRange(from: source.offset(of: Position(line: problem.line, column: problem.column)))
  }

  func wordRange(from start: Int) -> Range<Int> {
    var end = start
    var isQuoted = false
    while end < source.bytes.count, source.bytes[end] != UInt8(ascii: "\n") {
      let byte = source.bytes[end]
      if !isQuoted, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") { break }
      if byte == UInt8(ascii: "\""), end == start || source.bytes[end - 1] != UInt8(ascii: "\\") { isQuoted.toggle() }
      end += 1
    }
    return start..<end
  }
}

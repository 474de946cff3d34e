import Documents
import Formats

extension Text {
  /// The labels in `{{ }}` of a legend, https://grafana.com/docs/grafana/latest/datasources/prometheus/query-editor/#legend
  var legendLabels: [(name: String, part: Range<Int>)] {
    let bytes = Array(value.utf8)
    var found: [(String, Range<Int>)] = []
    var i = 0
    while i + 1 < bytes.count {
      guard bytes[i] == UInt8(ascii: "{"), bytes[i + 1] == UInt8(ascii: "{") else {
        i += 1
        continue
      }
      guard let end = bytes[(i + 2)...].firstIndex(of: UInt8(ascii: "}")), end + 1 < bytes.count,
        bytes[end + 1] == UInt8(ascii: "}")
      else { break }
      let name = String(decoding: bytes[i + 2..<end], as: UTF8.self).trimmed()
      if !name.isEmpty, name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }) {
        found.append((name, i..<end + 2))
      }
      i = end + 2
    }
    return found
  }
}

import Documents
import PromQL

/// What a variable asks Prometheus for: `label_values(up{job="api"}, instance)`.
///
/// The forms are those of `metric_find_query.ts` of Grafana's Prometheus data source: what is none of its functions is taken for
/// a selector whose series are listed.
package struct TemplateQuery {
  package enum Form: String, CaseIterable {
    case labelNames = "label_names", labelValues = "label_values", metrics, result = "query_result", series

    static let allNames = allCases.map(\.rawValue)
  }

  package let text: Text
  package let form: Form
  /// The expression, or the selector of the series.
  package let query: Query?
  /// The label whose values are listed.
  package let label: String?
  package let labelRange: Range<Int>?
  /// Why Grafana or Prometheus refuses it; a part of the text.
  package let problem: (message: String, part: Range<Int>)?

  /// - Returns: nil for an empty text.
  init?(_ text: Text, in source: SourceFile, _ language: QueryLanguage = .promQL) {
    let bytes = Array(text.value.utf8)
    guard let part = Self.trim(bytes, 0..<bytes.count) else { return nil }
    self.text = text
    let nameEnd = bytes[part].firstIndex { !VariableReference.isWord($0) } ?? part.upperBound
    let name = String(decoding: bytes[part.lowerBound..<nameEnd], as: UTF8.self)
    let isCall = nameEnd < part.upperBound && bytes[nameEnd] == UInt8(ascii: "(") && nameEnd > part.lowerBound
    guard isCall else {
      form = .series
      query = Query(dashboard: text, part: part, in: source, language: language)
      (label, labelRange) = (nil, nil)
      problem = Self.selectorProblem(query, part)
      return
    }
    guard let form = Form(rawValue: name), form != .series else {
      self.form = .result
      (query, label, labelRange) = (nil, nil, nil)
      problem = ("`\(name)` is none of Grafana's functions for variables", part.lowerBound..<nameEnd)
      return
    }
    self.form = form
    guard bytes[part.upperBound - 1] == UInt8(ascii: ")") else {
      (query, label, labelRange) = (nil, nil, nil)
      problem = ("`\(name)(` is not closed at the end of the query", part.lowerBound..<nameEnd)
      return
    }
    let inner = Self.trim(bytes, nameEnd + 1..<part.upperBound - 1)
    switch form {
    case .labelNames, .metrics, .series:
      // Of names a pattern is asked for, which is no PromQL.
      (query, label, labelRange, problem) = (nil, nil, nil, nil)
    case .result:
      query = inner.map { Query(dashboard: text, part: $0, in: source, language: language) }
      (label, labelRange) = (nil, nil)
      problem = inner == nil ? ("the query is empty", part) : nil
    case .labelValues:
      let comma = inner.flatMap { Self.lastComma(bytes, $0) }
      let labelPart = inner.flatMap { inner in
        Self.trim(bytes, (comma.map { $0 + 1 } ?? inner.lowerBound)..<inner.upperBound)
      }
      let selectorPart = comma.flatMap { comma in inner.flatMap { Self.trim(bytes, $0.lowerBound..<comma) } }
      let selector = selectorPart.map { Query(dashboard: text, part: $0, in: source, language: language) }
      query = selector
      labelRange = labelPart
      label = labelPart.map { String(decoding: bytes[$0], as: UTF8.self) }
      if let label, let labelPart, !Self.isLabel(label) {
        problem = ("`label_values` needs the name of a label as its last argument", labelPart)
      } else if labelPart == nil {
        problem = ("`label_values` needs the name of a label", part)
      } else {
        problem = selectorPart.flatMap { Self.selectorProblem(selector, $0) }
      }
    }
  }

  private static func selectorProblem(_ query: Query?, _ part: Range<Int>) -> (message: String, part: Range<Int>)? {
    guard let query, let expression = query.expression else { return nil }
    if case .selector = expression { return nil }
    // A variable may hold a selector, and parses as a number.
    if case .number(let number) = expression, number.placeholder != nil { return nil }
    return ("only a selector can stand here, and this is an expression", part)
  }

  /// Any text since labels may have any name; what only expressions have belongs to one that lacks a label behind it.
  private static func isLabel(_ text: String) -> Bool {
    if !VariableReference.all(in: text).isEmpty { return true }
    if text.hasPrefix("\"") || text.hasPrefix("'") { return true }
    return !text.utf8.contains { "{}()[]=\"'".utf8.contains($0) }
  }

  /// The last comma outside of quotes and brackets.
  private static func lastComma(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var depth = 0
    var quote: UInt8?
    var comma: Int?
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      if let open = quote {
        if byte == UInt8(ascii: "\\"), open != UInt8(ascii: "`") { i += 1 } else if byte == open { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): quote = byte
        case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ",") where depth == 0: comma = i
        default: break
        }
      }
      i += 1
    }
    return comma
  }

  /// Without the space at both ends; nil where nothing else is left.
  private static func trim(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    guard let first = bytes[range].firstIndex(where: { $0 > UInt8(ascii: " ") }),
      let last = bytes[range].lastIndex(where: { $0 > UInt8(ascii: " ") })
    else { return nil }
    return first..<last + 1
  }
}

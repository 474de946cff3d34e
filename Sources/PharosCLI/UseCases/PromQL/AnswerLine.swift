import Documents
import PromQL

/// One JSON string a line in, one JSON object a line out: for programs that have many expressions to ask about.
struct AnswerLine {
  let options: ParseOptions

  /// Offsets are UTF-8 bytes of the expression, not of its JSON form.
  func callAsFunction(_ line: String) -> Tree {
    guard let text = try? JSONDecoder().decode(String.self, from: Data(line.utf8)) else {
      return ["ok": false, "error": "the line is not a JSON string", "start": 0, "end": 0]
    }
    let result = Expr.parse(text, options: options)
    guard let expression = result.expression, result.errors.isEmpty else {
      let error = result.errors.first ?? PromQLError("the expression cannot be read", 0..<text.utf8.count)
      return [
        "ok": false, "error": .string(error.message), "start": .integer(error.range.lowerBound),
        "end": .integer(error.range.upperBound),
      ]
    }
    return [
      "ok": true, "type": .string(expression.type.rawValue), "needs": .strings(result.neededFeatures.map(\.rawValue)),
    ]
  }
}

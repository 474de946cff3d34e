import Foundation
import PromQL
import Testing

@Suite struct PromQLTests {
  @Test(arguments: try FixtureCase.load("accepted"))
  func accepted(_ example: FixtureCase) {
    let result = Expr.parse(example.text)
    #expect(result.errors == [])
    #expect(result.neededFeatures.map(\.rawValue).joined(separator: " ") == example.value("needs") ?? "")
    let printed = result.expression?.description ?? ""
    #expect(printed == example.value("prints") ?? example.text)
    #expect(Expr.parse(printed).expression?.description == printed)
    #expect(Expr.parse(result.expression?.formatted(width: 8) ?? "").expression?.description == printed)
    let enabled = ParseOptions(features: Set(FeatureFlag.allCases))
    #expect(Expr.parse(example.text, options: enabled).needs == [])
  }

  @Test(arguments: try FixtureCase.load("rejected"))
  func rejected(_ example: FixtureCase) {
    expect(Expr.parse(example.text).errors, of: example)
  }

  @Test(arguments: try FixtureCase.load("templates"))
  func templates(_ example: FixtureCase) throws {
    let template = ExpressionTemplate(example.text)
    var errors = template.validated().errors
    do throws(TemplateError) {
      let text = try template.instantiate { name in example.value(name).flatMap(substitution) }
      if errors.isEmpty { #expect(text == example.value("gives")) }
    } catch {
      errors = error.errors
    }
    expect(errors, of: example)
  }

  /// Every problem has its range, and no input is too long or too deep.
  @Test func bounds() {
    let many = 100_000
    for (unit, tail) in [
      ("a+", "a"), ("a^", "a"), ("(", "a"), ("-", "a"), ("sum(", "a"), ("a[5m:]", ""), ("a[(", "5m"), ("a[-", "5m"),
      ("a{b=~\"(", ""), ("{", ""), ("a offset ", ""), ("[", ""), ("a or b > 1 and ", "c"),
    ] {
      let text = String(repeating: unit, count: many) + tail
      let result = Expr.parse(text)
      #expect(!result.errors.isEmpty, "\(unit)")
      #expect(result.errors.allSatisfy { $0.range.upperBound <= text.utf8.count })
    }
    let deepest = String(repeating: "(", count: 199) + "a" + String(repeating: ")", count: 199)
    #expect(Expr.parse(deepest).expression?.description == deepest)
    let longest = String(repeating: "a + ", count: 490) + "a"
    #expect(Expr.parse(longest).expression?.description == longest)
  }

  @Test func invalidUTF8() {
    let result = Expr.parse(utf8: Array("a{b=\"".utf8) + [0xFF] + Array("\"}".utf8))
    #expect(result.errors.map(\.range) == [5..<6])
  }

  private func expect(_ errors: [PromQLError], of example: FixtureCase) {
    let expected = example.expectedErrors
    #expect(errors.count == expected.count, "\(errors)")
    for (error, expected) in zip(errors, expected) {
      #expect(error.range == expected.range, "\(error.message)")
      #expect(error.message.contains(expected.message))
    }
  }

  /// `number 5`, `duration 5m`, `matchers a="b"`, `asWritten`.
  private func substitution(_ text: String) -> Substitution? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let value = parts.count > 1 ? parts[1] : ""
    switch parts[0] {
    case "number": return .number(value)
    case "duration": return .duration(value)
    case "matchers":
      let list = value.replacingOccurrences(of: "\" ", with: "\", ")
      return .matchers(Expr.parse("x{\(list)}").expression?.selectors.first?.matchers ?? [])
    default: return .asWritten
    }
  }
}

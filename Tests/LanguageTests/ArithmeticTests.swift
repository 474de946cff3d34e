import Arithmetic
import Testing

@Suite struct ArithmeticTests {
  @Test(arguments: [
    ("1 + 2 * 3 - 4 / 2", 5.0), ("(1 + 2) * 3", 9), ("10 - 4 - 3", 3), ("16 / 4 / 2", 2), ("-2 * -(3 + 1)", 8),
    ("2 - -1", 3),
    ("min(3, 1, 2) + max(4)", 5), ("10 * (1 - min(1, 2 * threshold))", 9), ("for / 60 + .5", 5.5), ("replicas-1", 2),
    ("0.25", 0.25),
    ("--1", 1), (" min ( 1 , 2 ) ", 1),
  ])
  func evaluates(text: String, value: Double) throws {
    let variables = ["threshold": 0.05, "for": 300, "replicas": 3]
    #expect(try ArithmeticExpression(text).evaluate { variables[$0] } == value)
  }

  @Test(arguments: [
    ("", "0..<0: expected a number, a variable or “(”, found the end"),
    ("1 +", "3..<3: expected a number, a variable or “(”, found the end"),
    ("1 2", "2..<3: expected an operator, found “2”"),
    ("(1 + 2", "0..<6: unclosed “(”"),
    ("1.2.3", "0..<5: “1.2.3” is no decimal number"),
    ("5m", "0..<2: “5m” is no decimal number"),
    ("5. + 1", "0..<2: “5.” is no decimal number"),
    ("abs(1)", "0..<3: unknown function “abs”; there are min and max"),
    ("min()", "4..<5: expected a number, a variable or “(”, found “)”"),
    ("2 * é", "4..<6: expected a number, a variable or “(”, found “é”"),
    ("1 % 2", "2..<3: expected an operator, found “%”"),
  ])
  func refusesToParse(text: String, message: String) {
    let error = #expect(throws: ArithmeticError.self) { try ArithmeticExpression(text) }
    #expect(error?.description == message)
  }

  @Test func saysWhereEvaluationFails() throws {
    let expression = try ArithmeticExpression("a / (b - 1) + é_".replacing("é_", with: "c"))
    #expect(expression.variables.map(\.name) == ["a", "b", "c"])
    #expect(expression.variables.map(\.range) == [0..<1, 5..<6, 14..<15])
    #expect(throws: ArithmeticError("unknown variable “c”", at: 14..<15)) {
      try expression.evaluate { ["a": 1, "b": 2][$0] }
    }
    #expect(throws: ArithmeticError("division by zero", at: 4..<11)) { try expression.evaluate { _ in 1 } }
  }

  @Test func deepNestingIsAnError() {
    #expect(throws: ArithmeticError.self) { try ArithmeticExpression(String(repeating: "(", count: 100_000)) }
    #expect(throws: Never.self) { try ArithmeticExpression(String(repeating: "-", count: 100_000) + "1") }
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (5, "5"), (-1.5, "-1.5"), (0.1, "0.1"), (1e-7, "0.0000001"), (1.5e-7, "0.00000015"),
    (1e21, "1000000000000000000000"),
    (1.25e16, "12500000000000000"), (123456789.25, "123456789.25"), (0.30000000000000004, "0.30000000000000004"),
    (.infinity, "Inf"),
    (-.infinity, "-Inf"), (.nan, "NaN"),
  ])
  func plainDecimals(value: Double, text: String) {
    #expect(value.plainDecimal == text)
    #expect(value.isNaN || Double(text) == value)
  }
}

import Formats
import Testing

/// Variables of Compose, with and without knowledge of what is set.
struct InterpolationTests {
  private static let variables = ["SET": "value", "EMPTY": "", "COST": "$5"]

  @Test(arguments: [
    ("plain", "plain"), ("$$SET", "$SET"), ("$SET-${SET}", "value-value"), ("${NONE}", ""), ("a${EMPTY:-b}c", "abc"),
    ("a${EMPTY-b}c", "ac"), ("${NONE-b}", "b"), ("${NONE:-${SET}}", "value"), ("${NONE:-${X:-y}}", "y"),
    ("${SET:?must}", "value"),
    ("${SET:+there}", "there"), ("${EMPTY:+there}", ""), ("${EMPTY+there}", "there"), ("${NONE+there}", ""),
    // What a variable holds is not looked into.
    ("${COST}", "$5"), ("${NONE-:2283:2283}", ":2283:2283"),
    // What is no variable stays as it is.
    ("costs 5$", "costs 5$"), ("${SET", "${SET"), ("${SET/a/b}", "${SET/a/b}"),
  ])
  func withVariables(text: String, filled: String) {
    #expect(Interpolation.filled(text, with: Self.variables) == filled)
  }

  @Test(
    arguments: [
      ("plain", "plain"), ("$$A", "$A"), ("${A:-b}", "b"), ("${A-${B:-c}}", "c"), ("${A}", nil), ("$A", nil),
      ("${A:?b}", nil),
    ] as [(String, String?)])
  func withoutKnowledge(text: String, filled: String?) { #expect(Interpolation.filled(text) == filled) }
}

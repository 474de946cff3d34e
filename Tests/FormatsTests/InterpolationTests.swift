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
      ("x ${", "${"), ("${}", "${}"), ("a${A/b/c}d", "${A/b/c}"), ("${1}", "${1}"), ("${A:}", "${A:}"),
      ("${A B} ${C}", "${A B}"),
      ("${Ä}", "${Ä}"), ("${A:=x}", "${A:=x}"), ("${A", "${"), ("$1", "$"), ("$(date)", "$"), ("^/(a|b)($|/)", "$"),
      ("5$", "$"), ("$ä", "$"),
      ("$$ ${A} $A ${A:-}b} ${A:-${B:?c}} ${A+b} $$(date) {{$x}}", nil),
    ] as [(String, String?)])
  func problems(text: String, part: String?) {
    let found = Interpolation.problems(in: text).map { String(decoding: Array(text.utf8)[$0.part], as: UTF8.self) }
    #expect(found == (part.map { [$0] } ?? []))
  }

  @Test(
    arguments: [
      ("plain", "plain"), ("$$A", "$A"), ("${A:-b}", "b"), ("${A-${B:-c}}", "c"), ("${A}", nil), ("$A", nil),
      ("${A:?b}", nil),
    ] as [(String, String?)])
  func withoutKnowledge(text: String, filled: String?) { #expect(Interpolation.filled(text) == filled) }
}

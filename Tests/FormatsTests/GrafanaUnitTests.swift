import Formats
import Testing

struct GrafanaUnitTests {
  @Test func unitsThatWereMeant() {
    let cases: [(String, String?)] = [
      ("seconds", "s"), ("Seconds", "s"), ("percentUnit", "percentunit"), ("trips", nil), ("s", nil),
      ("suffix:req", nil),
      ("ops/s", "ops"), ("", nil),
    ]
    for (unit, expected) in cases { #expect(GrafanaUnits.meant(by: unit) == expected, Comment(rawValue: unit)) }
  }
}

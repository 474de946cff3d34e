import Foundation
import Support
import Testing

/// What `validate` accepts, the tools take: a few of the random specs of which `make fuzz` makes thousands.
struct RandomSpecTests {
  @Test func whatIsAcceptedRuns() throws {
    let seed = SeededRandom.seed(or: 1)
    let result = try Tool.run(
      Tool.python,
      [
        Repository.file("scripts/random-specs.py").path, "--pharos", Tool.pharos, "--count", "16", "--seed", "\(seed)",
      ])
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(result.output.contains("16 valid specs of 16"), Comment(rawValue: result.output))
  }
}

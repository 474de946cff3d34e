import Foundation
import Support
import Testing

/// The unit tests of the generated rules notice who breaks them: a sample of what `make mutate` runs all of.
struct MutationTests {
  @Test func testsNoticeMistakes() throws {
    let folder = try TemporaryFolder()
    let generated = try GeneratedStack.generate("examples/agentic-startup-studio/pharos.yml", into: folder)
    #expect(generated.status == 0, Comment(rawValue: generated.all))
    let seed = SeededRandom.seed(or: 1)
    let result = try Tool.run(
      Tool.python,
      [
        Repository.file("scripts/mutate.py").path, "--sample", "80", "--seed", "\(seed)", "--minimum", "0.9",
        Tool.mutator, folder.file("stack/prometheus").path,
      ])
    #expect(result.status == 0, Comment(rawValue: "seed \(seed)\n\(result.all)"))
  }
}

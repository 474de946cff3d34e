import Support
import Testing

/// What `generate` writes is lint's to find nothing in: the generator and the linter know the same.
struct CleanStackTests {
  /// But for the spec whose texts are all that may be taken for something else: what they look like is told, rightly.
  @Test(arguments: GeneratedStack.specs.filter { !$0.hasSuffix("/texts.yml") })
  func generatedStackIsClean(spec: String) throws {
    let folder = try TemporaryFolder()
    #expect(try GeneratedStack.generate(spec, into: folder).status == 0)
    let result = try Tool.run(
      Tool.pharos,
      ["lint", folder.file("stack").path, "--spec", Repository.file(spec).path, "--fail-on", "info"], in: folder.url)
    #expect(result.status == 0, Comment(rawValue: result.all))
    #expect(result.output.hasPrefix("no findings in "), Comment(rawValue: result.all))
  }
}

import Support
import Testing

/// A short run of what `make fuzz` does at length.
struct FuzzTests {
  @Test func languagesTakeAnyInput() throws {
    let fixture = Repository.file("Tests/LanguageTests/fixtures/promql/accepted.txt").path
    let result = try Tool.run(Tool.fuzzer, ["--inputs", "20000", "--seed", "4", fixture])
    #expect(result.status == 0, "\(result.all)")
    #expect(result.output.contains("no crash"))
  }
}

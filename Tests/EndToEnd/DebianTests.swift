import Foundation
import Support
import Testing

/// A stack for Debian's versions, read by Debian's servers.
struct DebianTests {
  /// Each starts with the arguments and the files of the stack, and answers.
  @Test func serversStart() throws {
    let folder = try TemporaryFolder()
    let generated = try GeneratedStack.generate("Tests/EndToEnd/specs/debian.yml", into: folder)
    #expect(generated.status == 0, Comment(rawValue: generated.all))
    let result = try Tool.run(
      Tool.python,
      [Repository.file("Tests/EndToEnd/scripts/debian_servers.py").path, folder.file("stack").path, Tool.alertmanager]
        + Self.exporters)
    #expect(result.status == 0, Comment(rawValue: result.all))
  }

  /// Elsewhere they have other names and versions.
  private static var exporters: [String] {
    #if os(Linux)
      ["node", "db", "cache", "blackbox"]
    #else
      []
    #endif
  }

  /// What a version lacks is told once for each kind of thing, where the spec names the version.
  @Test func whatIsLeftOutIsTold() throws {
    let result = try Tool.run(
      Tool.pharos, ["validate", Repository.file("Tests/EndToEnd/specs/debian.yml").path])
    #expect(result.status == 0, Comment(rawValue: result.all))
    for line in [
      "info: `alertmanager` 0.25.0: this argument is left out: `--enable-feature=receiver-name-in-metrics` (since 0.27.0)",
      "info: `blackbox` v0.23.0: this argument is left out: `--config.enable-auto-reload` (since 0.28.0)",
    ] {
      #expect(result.all.contains(line), Comment(rawValue: result.all))
    }
    #expect(result.all.contains("info: `postgres` 0.11.1: "), Comment(rawValue: result.all))
  }
}

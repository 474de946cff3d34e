import Foundation
import Support
import Testing

/// A pipe that nobody writes to keeps nobody waiting; what a shell hands over is read.
@Suite(.timeLimit(.minutes(1)))
struct NamedPipeTests {
  static let compose = """
    services:
      web: { image: "example/web:1.2", depends_on: [db] }
    """

  /// - Returns: a folder with a pipe called `pipe.yml`, a link to it and a Compose file in which something is wrong.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try #require(mkfifo(folder.url.appendingPathComponent("pipe.yml").path, 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("link.yml").path, withDestinationPath: "pipe.yml")
    try folder.write(Self.compose, to: "compose.yml")
    return folder
  }

  @Test(arguments: [
    "lint pipe.yml", "lint link.yml", "lint compose.yml pipe.yml", "lint . --config pipe.yml",
    "lint . --baseline pipe.yml",
    "lint . --spec pipe.yml", "validate pipe.yml", "generate pipe.yml", "upgrade pipe.yml", "metrics check pipe.yml",
    "metrics check pipe.yml --format json", "route --config pipe.yml severity=critical", "route --spec pipe.yml",
    "init --from-compose pipe.yml", "init --from-prometheus pipe.yml", "init --scrape pipe.yml",
    "promql check --file pipe.yml",
  ])
  func isRefused(command: String) throws {
    let folder = try folder()
    let result = try Tool.run(Tool.pharos, command.split(separator: " ").map(String.init), in: folder.url)
    let name = command.contains("link.yml") ? "link.yml" : "pipe.yml"
    #expect(result.status == 2)
    let why =
      command.hasPrefix("init --from")
      ? "pipe.yml cannot be read" : "cannot open \(name): it is a named pipe, not a file"
    #expect(result.all.contains(why), "\(result)")
  }

  @Test func isPassedOverInAFolder() throws {
    let folder = try folder()
    let result = try Tool.run(Tool.pharos, ["lint", "."], in: folder.url)
    #expect(result.status == 1 && result.output.contains("compose.yml:2:") && !result.output.contains("pipe"))
  }

  /// With the place of what is found, though nothing can be read from a pipe again.
  @Test(arguments: [
    "lint /dev/stdin < compose.yml", "cat compose.yml | $P lint /dev/stdin", "$P lint <(cat compose.yml)",
  ])
  func isReadWhereItIsHandedOver(line: String) throws {
    let script = (line.contains("$P") ? line : "$P " + line).replacingOccurrences(of: "$P", with: Tool.pharos)
    let folder = try folder()
    let result = try Tool.run("bash", ["-c", script], in: folder.url)
    #expect(result.status == 1 && result.output.contains(":2:49: error: the service `db`"), "\(result)")
  }
}

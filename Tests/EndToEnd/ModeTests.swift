import Foundation
import Support
import Testing

/// Containers read what is generated as users of their own, whatever the umask of the person who generates it.
struct ModeTests {
  private func modes(_ folder: URL) throws -> [String: Int] {
    var modes: [String: Int] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(path).path)
      modes[path] = attributes[.posixPermissions] as? Int
    }
    return modes
  }

  private func generate(_ mask: String, _ text: String, _ folder: TemporaryFolder) throws {
    try folder.write(text, to: "pharos.yml")
    let result = try Tool.run(
      "sh", ["-c", "umask \(mask) && \"$0\" generate --output stack", Tool.pharos], in: folder.url)
    #expect(result.status == 0, Comment(rawValue: result.all))
  }

  @Test(arguments: ["077", "027", "022", "002"])
  func everythingCanBeRead(mask: String) throws {
    let folder = try TemporaryFolder()
    try generate(mask, Stacks.minimal(), folder)
    let stack = folder.file("stack")
    let written = try modes(stack).filter { !$0.key.hasPrefix(".pharos") }
    #expect(written.count > 30)
    for (path, mode) in written {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: stack.appendingPathComponent(path).path, isDirectory: &isFolder)
      let minimum = isFolder.boolValue ? 0o555 : 0o444
      #expect(mode & minimum == minimum, "\(path) has \(String(mode, radix: 8))")
      if mask != "002" { #expect(mode & 0o022 == 0, "\(path) has \(String(mode, radix: 8))") }
    }
    // A mode that somebody has tightened since is kept.
    let rules = stack.appendingPathComponent("prometheus/prometheus.yml").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: rules)
    try generate(mask, Stacks.minimal(adding: "prometheus: { scrape_interval: 20s }\n"), folder)
    #expect(try modes(stack)["prometheus/prometheus.yml"] == 0o640)
  }

  /// The commands for secrets do not leave their mask in the shell that they are pasted into.
  @Test func secretsAreWrittenInASubshell() throws {
    let folder = try TemporaryFolder()
    try generate("022", Stacks.minimal(), folder)
    let text = try String(contentsOf: folder.file("stack/secrets/README.md"), encoding: .utf8)
    let commands = try #require(text.components(separatedBy: "```sh\n").last?.components(separatedBy: "```").first)
    func run(_ variables: [String: String]) throws -> Tool.Result {
      try Tool.run(
        "sh", ["-c", "sudo() { :; }\numask 022\n\(commands)\numask"], in: folder.file("stack"), environment: variables)
    }
    // Without a value no file is made, as an empty one would be taken for it.
    let unset = try run(["GRAFANA_ADMIN_PASSWORD": "x", "GRAFANA_SECRET_KEY": "x"])
    #expect(unset.error.contains("SLACK_WEBHOOK_URL"), "\(unset.all)")
    #expect(try modes(folder.file("stack"))["secrets/slack_webhook_url"] == nil)
    let result = try run([
      "GRAFANA_ADMIN_PASSWORD": "x", "GRAFANA_SECRET_KEY": "x", "SLACK_WEBHOOK_URL": "https://hooks.example",
    ])
    #expect(result.status == 0 && result.output.trimmingCharacters(in: .newlines).hasSuffix("022"), "\(result.all)")
    #expect(try modes(folder.file("stack"))["secrets/slack_webhook_url"] == 0o600)
  }
}

import Foundation
import Support

/// A case of commands in a file: what is before the first command is kept, what is after it is found out.
///
///     What this shows.
///     -- rules/a.yml --
///     groups: []
///     -- $ pharos lint rules --
///     no findings in 1 file
///     -- stderr --
///     -- rules/a.yml after --
///
/// A case holds the exit code as `-- exit 1 --` where it is not 0; what a file holds afterwards where it is changed, but for what
/// `generate` writes to `monitoring/`, which is held elsewhere.
struct CommandScript {
  private var head = ""
  private var files: [(name: String, text: String)] = []
  private var commands: [String] = []

  private struct Malformed: Error {}

  init(_ text: String) throws {
    var section: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        section = String(line.dropFirst(3).dropLast(3))
        if section!.hasPrefix("$ ") {
          commands.append(String(section!.dropFirst(2)))
        } else if commands.isEmpty {
          files.append((section!, ""))
        }
      } else if commands.isEmpty, section != nil {
        files[files.count - 1].text += line + "\n"
      }
      if commands.isEmpty { head += line + "\n" }
    }
    if commands.isEmpty { throw Malformed() }
  }

  /// The case as it should be written.
  func run() throws -> String {
    let folder = try TemporaryFolder()
    for file in files where file.name != "stdin" { try folder.write(content(file.text), to: file.name) }
    var text = head
    for command in commands {
      let words = command.split(separator: " ").map(String.init)
      let result = try Tool.run(
        Tool.pharos, Array(words.dropFirst()), in: folder.url, input: files.first { $0.name == "stdin" }?.text)
      text += "-- $ \(command) --\n" + terminated(result.output)
      if !result.error.isEmpty { text += "-- stderr --\n" + terminated(result.error) }
      if result.status != 0 { text += "-- exit \(result.status) --\n" }
    }
    for (name, data) in try folder.contents().sorted(by: { $0.key < $1.key }) where !name.hasPrefix("monitoring/") {
      let after = String(decoding: data, as: UTF8.self)
      guard content(files.first { $0.name == name }?.text ?? "") != after else { continue }
      text += "-- \(name) after --\n" + terminated(visible(after))
    }
    return text
  }

  private func terminated(_ text: String) -> String { text.isEmpty || text.hasSuffix("\n") ? text : text + "\n" }

  /// Carriage returns are written `␍`, so that the case survives editors and version control.
  private func content(_ text: String) -> String { text.replacingOccurrences(of: "␍", with: "\r") }
  private func visible(_ text: String) -> String { text.replacingOccurrences(of: "\r", with: "␍") }
}

import Foundation

/// A case of a fixture file: its first line, and the lines below it up to the next blank one.
struct FixtureCase: CustomStringConvertible {
  let text: String
  let lines: [String]

  var description: String { text }

  /// The value of a line `key: value`.
  func value(_ key: String) -> String? {
    lines.first { $0.hasPrefix(key + ":") }.map {
      String($0.dropFirst(key.count + 1)).trimmingCharacters(in: .whitespaces)
    }
  }

  /// Errors as drawn under the text: `^^^` for the range, `|` for an empty one, then a part of the message.
  var expectedErrors: [(range: Range<Int>, message: String)] {
    lines.compactMap { line in
      let start = line.prefix { $0 == " " }.count
      let marks = line.dropFirst(start).prefix { $0 == "^" || $0 == "|" }
      guard !marks.isEmpty else { return nil }
      let end = start + (marks.first == "|" ? 0 : marks.count)
      return (start..<end, String(line.dropFirst(start + marks.count)))
    }
  }

  /// Reads `fixtures/promql/<name>.txt`. The first block is a remark; an empty text is written as an empty line.
  static func load(_ name: String) throws -> [FixtureCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "fixtures/promql")
    let file = try String(contentsOf: folder.appending(path: "\(name).txt"), encoding: .utf8)
    var blocks = file.components(separatedBy: "\n\n").dropFirst().map { $0.components(separatedBy: "\n") }
    if let last = blocks.indices.last, blocks[last].last == "" { blocks[last].removeLast() }
    return blocks.map {
      FixtureCase(text: $0[0].replacingOccurrences(of: "⏎", with: "\n"), lines: Array($0.dropFirst()))
    }
  }
}

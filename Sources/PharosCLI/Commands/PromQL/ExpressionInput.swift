import ArgumentParser
import Documents
import Workspace

/// Where a command takes its expressions from: arguments, files, or standard input.
struct ExpressionInput: ParsableArguments {
  @Argument(
    help: """
      Expressions; after `--` they may begin with a sign. `-` reads one from standard input, which is also where it comes \
      from when nothing is named.
      """)
  var expressions: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file with one expression, or a YAML file, of which every `expr:` is read. May be repeated.", valueName: "file"),
    completion: .file())
  var file: [String] = []

  /// An expression with the file that it stands in.
  struct Item {
    var text: String
    var source: SourceFile
    /// Carries offsets in the expression to the file; nil where the file is the expression.
    var map: ScalarMap?

    func range(of range: Range<Int>) -> Range<Int> { map?.range(of: range) ?? range }
  }

  /// - Throws: `ExitCode.cannot`, after saying why, when something cannot be read.
  func items() throws -> [Item] {
    do {
      var items: [Item] = []
      for text in expressions.isEmpty && file.isEmpty ? ["-"] : expressions {
        if text == "-" {
          items.append(Self.whole("<stdin>", try TextFile.readStandardInput()))
        } else {
          items.append(Item(text: text, source: SourceFile(name: "<expression>", text: text)))
        }
      }
      for path in file { items += try Self.read(path) }
      return items
    } catch let error as WorkspaceError {
      Console.error("error: \(error)" + (error.help.map { "\n  help: \($0)" } ?? ""))
      throw ExitCode.cannot
    }
  }

  private static func whole(_ name: String, _ bytes: [UInt8]) -> Item {
    // The line break at the end of a file is not part of what was meant.
    var bytes = bytes[...]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    return Item(
      text: String(decoding: bytes, as: UTF8.self), source: SourceFile(name: name, bytes: Array(bytes)))
  }

  private static func read(_ path: String) throws -> [Item] {
    let bytes = try TextFile.read(path)
    guard [".yml", ".yaml", ".json"].contains(where: path.hasSuffix) else { return [whole(path, bytes)] }
    let documents = YAMLDocuments.read(SourceFile(name: path, bytes: bytes))
    if documents.findings.hasErrors {
      Console.error(TextReport.render(documents.findings, isColored: Console.isColored(2)))
      throw ExitCode.cannot
    }
    var items: [Item] = []
    for root in documents.roots { collect(root, documents.source, &items) }
    if items.isEmpty { Console.error("\(path): there is no `expr:` in it") }
    return items
  }

  private static func collect(_ node: Node, _ source: SourceFile, _ items: inout [Item]) {
    for item in node.sequence ?? [] { collect(item, source, &items) }
    for entry in node.mapping ?? [] {
      if entry.key.text == "expr", let text = entry.value.text {
        items.append(Item(text: text, source: source, map: entry.value.scalarMap(in: source)))
      } else {
        collect(entry.value, source, &items)
      }
    }
  }
}

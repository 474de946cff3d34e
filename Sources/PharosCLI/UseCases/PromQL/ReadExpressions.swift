import Documents
import Workspace

/// An expression with the file that it stands in.
struct ExpressionItem {
  var text: String
  var source: SourceFile
  /// Carries offsets in the expression to the file; nil where the file is the expression.
  var map: ScalarMap?

  func range(of range: Range<Int>) -> Range<Int> { map?.range(of: range) ?? range }
}

/// Takes expressions from arguments, files, or standard input.
struct ReadExpressions {
  struct Outcome {
    var items: [ExpressionItem] = []
    var notices: [Notice] = []
  }

  /// - Parameters:
  ///   - expressions: `-` reads one from standard input, which is also where it comes from when nothing is named.
  ///   - files: with one expression each, or of YAML, of which every `expr:` is read.
  func callAsFunction(_ expressions: [String], files: [String]) throws(CommandFailure) -> Outcome {
    var outcome = Outcome()
    do {
      for text in expressions.isEmpty && files.isEmpty ? ["-"] : expressions {
        outcome.items.append(
          text == "-"
            ? Self.whole("<stdin>", try TextFile.readStandardInput())
            : ExpressionItem(text: text, source: SourceFile(name: "<expression>", text: text)))
      }
      for path in files {
        let items = try Self.read(path)
        if items.isEmpty { outcome.notices.append(.text("\(path): there is no `expr:` in it")) }
        outcome.items += items
      }
      return outcome
    } catch { throw CommandFailure(error, after: outcome.notices) }
  }

  private static func whole(_ name: String, _ bytes: [UInt8]) -> ExpressionItem {
    // The line break at the end of a file is not part of what was meant.
    var bytes = bytes[...]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    return ExpressionItem(
      text: String(decoding: bytes, as: UTF8.self), source: SourceFile(name: name, bytes: Array(bytes)))
  }

  private static func read(_ path: String) throws -> [ExpressionItem] {
    let bytes = try TextFile.read(path)
    guard [".yml", ".yaml", ".json"].contains(where: path.hasSuffix) else { return [whole(path, bytes)] }
    let documents = YAMLDocuments.read(SourceFile(name: path, bytes: bytes))
    if documents.findings.hasErrors { throw CommandFailure(nil, [.findings(documents.findings)]) }
    var items: [ExpressionItem] = []
    for root in documents.roots { collect(root, documents.source, &items) }
    return items
  }

  private static func collect(_ node: Node, _ source: SourceFile, _ items: inout [ExpressionItem]) {
    for item in node.sequence ?? [] { collect(item, source, &items) }
    for entry in node.mapping ?? [] {
      if entry.key.text == "expr", let text = entry.value.text {
        items.append(ExpressionItem(text: text, source: source, map: entry.value.scalarMap(in: source)))
      } else {
        collect(entry.value, source, &items)
      }
    }
  }
}

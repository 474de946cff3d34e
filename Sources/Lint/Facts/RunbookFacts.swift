import Documents
import Formats

/// A Markdown file as alerts and other files see it.
package struct MarkdownFact: Sendable {
  package let source: SourceFile
  package let path: String
  package let anchors: Set<String>
  package let links: [MarkdownFile.Link]
  /// Its first heading, or its beginning.
  package let title: Range<Int>

  init(_ file: MarkdownFile) {
    source = file.source
    path = ProjectPath.normalized(file.source.name)
    anchors = file.anchors
    links = file.links
    title = file.headings.first?.range ?? 0..<0
  }

  /// Whether it is a runbook: it stands in a folder of runbooks and is no index of them.
  func isRunbook(in folders: [String]) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last?.lowercased(), name != "readme.md", name != "index.md", name != "_index.md" else {
      return false
    }
    return parts.dropLast().contains { folder in folders.contains { $0 == folder } }
  }
}

extension Rule.Parameter {
  /// Which folders hold runbooks.
  static let runbookFolders = Rule.Parameter(
    "folders", "Folders whose Markdown files are runbooks.", default: .strings(["runbooks", "runbook"]))
}

extension MarkdownFile.Link {
  /// Whether it leads to another place in the repository.
  var isRelative: Bool {
    // Before the first slash a colon ends the name of a scheme, `mailto:` or `inv:`.
    !target.hasPrefix("/") && !target.prefix { $0 != "/" && $0 != "#" }.contains(":") && !target.includes("{{")
  }
}

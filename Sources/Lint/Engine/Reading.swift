import Documents
import Formats

/// A file as it comes, found out what it is.
struct Reading {
  var document: Document?
  var findings: [Finding] = []

  init(_ source: SourceFile) {
    if source.name.hasSuffix(".md") {
      document = Document(source: source, kind: .markdown, roots: [])
      return
    }
    let read = YAMLDocuments.read(source)
    guard let kind = FileKind(roots: read.roots) ?? FileKind(empty: source, read.roots) else { return }
    findings = read.findings
    document = Document(source: source, kind: kind, roots: read.roots)
  }
}

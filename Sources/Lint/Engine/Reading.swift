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
    if JSONDocument.begins(source.bytes), !source.name.hasSuffix(".yml"), !source.name.hasSuffix(".yaml") {
      readJSON(source)
      return
    }
    let read = YAMLDocuments.read(source)
    guard let kind = FileKind(roots: read.roots) else { return }
    findings = read.findings
    document = Document(source: source, kind: kind, roots: read.roots)
  }

  private mutating func readJSON(_ source: SourceFile) {
    let read = JSONDocument.read(source)
    let kind = FileKind(roots: read.root.map { [$0] } ?? [])
    guard read.isComplete else {
      // What a broken file lacks may stand behind the mistake: nothing else is said of it.
      if kind != nil || FileKind.resemblesDashboard(source.bytes) { findings = read.findings }
      return
    }
    guard let kind else { return }
    findings = read.findings
    document = Document(source: source, kind: kind, roots: read.root.map { [$0] } ?? [])
  }
}

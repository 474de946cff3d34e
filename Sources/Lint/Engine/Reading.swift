import Documents
import Formats

/// A file as it comes, found out what it is.
struct Reading {
  /// Nil for what is none of ours, and for what is broken.
  private(set) var document: Document?
  private(set) var findings: [Finding] = []
  /// Whether it is one of ours, broken or not.
  private(set) var isRecognised = false

  /// - Parameter isNamed: somebody named the file itself; a template in a folder, which is YAML only once it is rendered, is
  ///   left alone.
  init(_ source: SourceFile, isNamed: Bool) {
    let bytes = source.bytes
    if source.name.hasSuffix(".md") || source.name.hasSuffix(".markdown") {
      recognise(Document(source: source, kind: .markdown, roots: []))
      return
    }
    if ExpositionFile.recognises(source) {
      recognise(Document(source: source, kind: .exposition, roots: []))
      return
    }
    let glance = bytes.withUnsafeBufferPointer { FileGlance($0) }
    guard glance.isPromising else { return }
    let read = YAMLDocuments.read(source, limits: ReadingLimits(size: bytes.count))
    if let kind = FileKind(roots: read.roots) {
      findings = read.findings
      recognise(Document(source: source, kind: kind, roots: read.roots))
    } else if read.findings.hasErrors, glance.likelyKind != nil {
      if !isNamed, bytes.withUnsafeBufferPointer({ FileGlance.isTemplate($0) }) { return }
      findings = read.findings
      isRecognised = true
    }
  }

  private mutating func recognise(_ document: Document) {
    self.document = document
    isRecognised = true
  }
}

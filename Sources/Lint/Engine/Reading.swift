import Documents
import Exposition
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
    if let kind = FileKind(empty: source) {
      recognise(Document(source: source, kind: kind, roots: []))
      return
    }
    let glance = bytes.withUnsafeBufferPointer { FileGlance($0) }
    if !glance.isPromising {
      // In a folder, a line of prose in a text file could be a sample.
      let mayBeginWithSample = isNamed || !source.name.hasSuffix(".txt")
      let isExposition = bytes.withUnsafeBufferPointer {
        ExpositionFormat.looksLikeExposition($0, beginningWithSamples: mayBeginWithSample)
      }
      if isExposition { recognise(Document(source: source, kind: .exposition, roots: [])) }
      // A file that somebody named is read even if it says little of itself.
      guard isNamed, !isExposition else { return }
    }
    if JSONDocument.begins(bytes), !source.name.hasSuffix(".yml"), !source.name.hasSuffix(".yaml") {
      readJSON(source, glance)
      return
    }
    let read = YAMLDocuments.read(source, limits: ReadingLimits(size: bytes.count))
    if let kind = FileKind(roots: read.roots) {
      findings = read.findings
      // Compose's own tags say how files are merged.
      if kind == .compose { findings.removeAll(where: \.isAboutMergeTag) }
      recognise(Document(source: source, kind: kind, roots: read.roots))
    } else if read.findings.hasErrors, glance.likelyKind != nil {
      if !isNamed, bytes.withUnsafeBufferPointer({ FileGlance.isTemplate($0) }) { return }
      findings = read.findings
      isRecognised = true
    }
  }

  private mutating func recognise(_ document: Document) {
    findings += document.embedded.flatMap(\.findings)
    self.document = document
    isRecognised = true
  }

  private mutating func readJSON(_ source: SourceFile, _ glance: FileGlance) {
    let read = JSONDocument.read(source, limits: ReadingLimits(size: source.bytes.count))
    let roots = read.root.map { [$0] } ?? []
    let kind = FileKind(roots: roots)
    if let kind, read.isComplete {
      findings = read.findings
      recognise(Document(source: source, kind: kind, roots: roots))
    } else if !read.isComplete, kind != nil || glance.likelyKind != nil {
      // What a broken file lacks may stand behind the mistake: nothing else is said of it.
      findings = read.findings
      isRecognised = true
    }
  }
}

import Documents

/// A spec that was read, with what positions it has.
package struct SpecReading: Sendable {
  package let source: SourceFile
  package let root: Node?
  /// Nil where the file is no mapping; what is missing or could not be read has its default.
  package let spec: Spec?
  package let findings: [Finding]
  /// Where something could not be read. The text of a broken template is there, so it is none of these.
  let errors: RangeCover
  private let paths: WrittenPaths?

  fileprivate init(source: SourceFile, root: Node?, spec: Spec?, findings: [Finding]) {
    self.source = source
    self.root = root
    self.spec = spec
    self.findings = findings
    let errors = RangeCover(
      findings.filter { $0.severity == .error && $0.kind as? SpecFinding != .template }.map(\.range))
    self.errors = errors
    paths = root.map { WrittenPaths($0, errors: errors) }
  }

  /// The bytes of the value at a path or, where a default stands, of the nearest value above it.
  package func range(of path: Path) -> Range<Int> { paths?.nearest(path).range ?? 0..<0 }

  /// The value at a path, nil where it is not written.
  package func node(at path: Path) -> Node? { paths?.node(at: path) }
}

extension Spec {
  /// Reads a spec: every finding of its syntax and types, and the value with what could be read.
  /// - Parameter environment: the environment whose part under `environments` is laid over the rest.
  package static func read(_ source: SourceFile, environment: String? = nil) -> SpecReading {
    let (root, findings) = YAMLDocuments.readSingle(source)
    var decoding = Decoding(source: source, family: SpecFinding.self)
    decoding.findings = findings
    guard var root, !findings.hasErrors || root.mapping != nil else {
      if findings.isEmpty {
        decoding.report(
          SpecFinding.empty, "the file is empty", help: "begin with `version: 1`, or let `pharos schema` guide you",
          at: 0..<0)
      }
      return SpecReading(source: source, root: nil, spec: nil, findings: decoding.findings)
    }
    if let environment {
      let environments = root["environments"]
      if let overlay = environments?[environment] {
        root = lay(overlay, over: root, &decoding)
      } else if environments.map({ $0.mapping != nil || $0.isNull }) ?? true {
        let known = environments?.mapping?.compactMap(\.key.text) ?? []
        decoding.report(
          SpecFinding.environment, "there is no environment `\(environment)`",
          help: Spelling.help(for: environment, among: known) ?? "declare it under `environments:`",
          at: root.nearest([.name("environments")]).range)
      }
    }
    var spec = section.decode(root, &decoding)
    if root["retention"]?["metrics"] == nil { spec?.keepMetricsForLookingBack() }
    return SpecReading(source: source, root: root, spec: spec, findings: decoding.findings)
  }

  /// A spec with an environment merged over it. What cannot be read of the environment is reported and left out, so that the base value
  /// below it is checked.
  private static func lay(_ overlay: Node, over root: Node, _ decoding: inout Decoding) -> Node {
    var replacing: Set<Range<Int>> = []
    let merged = root.merging(overlay, note: { replacing.insert($0.range) })
    var trial = Decoding(source: decoding.source, family: decoding.family)
    _ = section.decode(merged, &trial)
    let refused = trial.findings.filter { replacing.contains($0.range) }
    guard !refused.isEmpty else { return merged }
    decoding.findings += refused
    let places = Set(refused.map(\.range))
    return root.merging(overlay, except: { places.contains($0.range) })
  }
}

extension Node {
  /// This value with another laid over it: mappings key by key, everything else replaced.
  /// - Parameters:
  ///   - isRefused: what of the other is left out.
  ///   - note: called with each value that replaces one of the base.
  package func merging(
    _ overlay: Node, except isRefused: (Node) -> Bool = { _ in false }, note: (Node) -> Void = { _ in }
  ) -> Node {
    guard case .mapping(var entries) = content, case .mapping(let others) = overlay.content else {
      if isRefused(overlay) { return self }
      note(overlay)
      return overlay
    }
    for other in others {
      if let index = entries.firstIndex(where: { $0.key.text == other.key.text }) {
        entries[index].value = entries[index].value.merging(other.value, except: isRefused, note: note)
      } else {
        entries.append(other)
      }
    }
    return Node(.mapping(entries), range: range, size: size + overlay.size)
  }
}

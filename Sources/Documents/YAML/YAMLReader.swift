/// What a YAML file may hold at most; beyond it reading stops with a finding.
public struct ReadingLimits: Sendable {
  public var depth = 100
  /// Bytes of the file.
  public var size = SourceFile.maximumSize
  /// Nodes after aliases are expanded.
  public var nodes = 1_000_000

  public static let standard = ReadingLimits()

  /// The standard ones.
  public init() {}

  /// For files that others write, of any size: values may be as many as bytes, so that only aliases can go beyond.
  public init(size: Int) {
    self.size = size
    nodes = max(nodes, size)
  }
}

/// A YAML file read into positioned trees, one for each of its documents.
public struct YAMLDocuments: Sendable {
  public var source: SourceFile
  public var roots: [Node]
  public var findings: [Finding]

  /// Reads every document; what is wrong becomes findings with rule ids `yaml/…`, and what could be read stays.
  public static func read(_ source: SourceFile, limits: ReadingLimits = .standard) -> YAMLDocuments {
    var composer = YAMLComposer(source: source, limits: limits)
    composer.run()
    SecretPlaces.note(in: composer.roots + composer.repeated, of: source)
    return YAMLDocuments(source: source, roots: composer.roots, findings: composer.findings)
  }

  /// The one document that a file such as the spec holds; several are a finding at the second.
  public static func readSingle(_ source: SourceFile, limits: ReadingLimits = .standard) -> (
    root: Node?, findings: [Finding]
  ) {
    if let archive = source.archive { return (NodeArchive.read(archive), []) }
    var documents = read(source, limits: limits)
    if documents.roots.count > 1 {
      documents.findings.append(
        Finding(
          YAMLFinding.severalDocuments, "only one YAML document belongs in this file, and here begins another",
          help: "remove the `---` and what follows it, or move it to a file of its own",
          in: source, at: documents.roots[1].range))
    }
    return (documents.roots.first, documents.findings)
  }
}

/// Builds trees from events: resolves aliases and merge keys, keeps the limits.
private struct YAMLComposer {
  struct Stop: Error {}

  let source: SourceFile
  let limits: ReadingLimits
  var roots: [Node] = []
  /// What stands under keys that were there before: nobody reads it, and there may be secrets in it.
  var repeated: [Node] = []
  var findings: [Finding] = []
  private var anchors: [String: Node] = [:]
  private var open: Set<String> = []
  private var nodeCount = 0
  /// The file with characters of the same length for what only some readers take.
  private var readable: [UInt8]?

  init(source: SourceFile, limits: ReadingLimits) {
    self.source = source
    self.limits = limits
  }

  mutating func run() {
    let bytes = source.bytes
    guard bytes.count <= limits.size else {
      return report(.tooLarge, "the file is larger than \(limits.size >> 20) MiB", help: "split it", at: 0..<0)
    }
    // YAML may be in UTF-16, and most readers take it: <https://yaml.org/spec/1.2.2/#52-character-encodings>.
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      report(.encoding, "the file is in UTF-16, which not every reader takes", help: "save it as UTF-8", at: 0..<1)
      findings = findings.map { $0.with(.warning) }
      return
    }
    if let offset = ByteEncoding.firstInvalidOffset(in: bytes) {
      return report(
        .encoding, "the bytes here are not valid UTF-8", help: "save the file as UTF-8", at: offset..<offset + 1)
    }
    var error = compose(bytes)
    // A scalar a time, and not for ever.
    var budget = 64 << 20
    while budget > 0, let place = error?.offset,
      let readable = EscapedApostrophe.standIns(in: readable ?? bytes, at: place)
    {
      (roots, repeated, findings, anchors, open, nodeCount) = ([], [], [], [:], [], 0)
      self.readable = readable
      budget -= bytes.count
      error = compose(readable)
    }
    if let error { report(error) }
  }

  /// - Returns: what ended the reading before the end of the file.
  private mutating func compose(_ bytes: [UInt8]) -> YAMLSyntaxError? {
    let base = bytes.starts(with: ByteEncoding.byteOrderMark) ? ByteEncoding.byteOrderMark.count : 0
    return bytes.withUnsafeBufferPointer { buffer in
      let stream = YAMLEventStream(UnsafeBufferPointer(rebasing: buffer[base...]), base: base)
      do { try composeDocuments(stream) } catch { return error as? YAMLSyntaxError }
      return nil
    }
  }

  private mutating func composeDocuments(_ stream: YAMLEventStream) throws {
    while true {
      let event = try stream.next()
      switch event.kind {
      case .streamEnd: return
      case .documentStart:
        anchors = [:]
        let first = try stream.next()
        roots.append(try compose(first, stream, depth: 1))
      default: continue
      }
    }
  }

  private mutating func compose(_ event: YAMLEvent, _ stream: YAMLEventStream, depth: Int) throws -> Node {
    guard depth <= limits.depth else {
      report(
        .tooDeep, "values are nested more than \(limits.depth) deep", help: "flatten the structure",
        at: event.range)
      throw Stop()
    }
    try count(1, at: event.range)
    if let anchor = event.anchor { open.insert(anchor) }
    let node: Node
    switch event.kind {
    case .scalar(let style, var text, let tag, let implicit):
      if readable != nil, style == .doubleQuoted { text = EscapedApostrophe.decoded(text) }
      let coreTag = implicit || tag == nil || tag == "!" ? (tag == "!" ? .string : nil) : checked(tag, at: event.range)
      node = Node(.scalar(Scalar(text: text, style: style, tag: coreTag)), range: event.range)
    case .sequenceStart(let tag):
      _ = checked(tag, at: event.range)
      node = try composeSequence(event, stream, depth: depth)
    case .mappingStart(let tag):
      _ = checked(tag, at: event.range)
      node = try composeMapping(event, stream, depth: depth)
    case .alias(let name):
      node = try resolve(name, at: event.range)
    default:
      node = Node(.scalar(Scalar(text: "", style: .plain)), range: event.range)
    }
    if let anchor = event.anchor {
      open.remove(anchor)
      anchors[anchor] = node
    }
    return node
  }

  private mutating func composeSequence(_ start: YAMLEvent, _ stream: YAMLEventStream, depth: Int) throws -> Node {
    var items: [Node] = []
    while true {
      let event = try stream.next()
      if case .collectionEnd = event.kind {
        return collection(.sequence(items), start, event, last: items.last, size: items.reduce(1) { $0 + $1.size })
      }
      items.append(try compose(event, stream, depth: depth + 1))
    }
  }

  private mutating func composeMapping(_ start: YAMLEvent, _ stream: YAMLEventStream, depth: Int) throws -> Node {
    var entries: [Node.Entry] = []
    entries.reserveCapacity(6)
    var merged: [Node] = []
    // Most mappings are short: looking through their keys costs less than hashing them.
    var seen: [String: Range<Int>] = [:]
    let searchedThrough = 8
    var size = 1
    while true {
      let event = try stream.next()
      if case .collectionEnd = event.kind {
        if !merged.isEmpty { entries += inherited(from: merged, besides: Set(entries.compactMap(\.key.text))) }
        return collection(.mapping(entries), start, event, last: entries.last?.value, size: size)
      }
      let key = try compose(event, stream, depth: depth + 1)
      let value = try compose(try stream.next(), stream, depth: depth + 1)
      size += key.size + value.size
      guard let name = key.text else {
        report(.key, "a key must be a scalar, not \(key.kindName)", at: key.range)
        continue
      }
      if name == "<<", key.scalar?.style == .plain {
        merged += mergeSources(value)
        continue
      }
      if entries.count == searchedThrough {
        for entry in entries { seen[entry.key.text ?? ""] = entry.key.range }
      }
      let first =
        entries.count < searchedThrough ? entries.first { $0.key.text == name }?.key.range : seen[name]
      if let first {
        findings.append(
          Finding(
            YAMLFinding.duplicateKey, "duplicate key `\(name)`", help: "keep one of the two",
            in: source, at: key.range, notes: [.init("first here", in: source, at: first)]))
        repeated.append(Node(.mapping([.init(key: key, value: value)]), range: key.range))
        continue
      }
      if entries.count >= searchedThrough { seen[name] = key.range }
      entries.append(.init(key: consume key, value: consume value))
    }
  }

  /// The mappings that a `<<` names; the earlier one wins, <https://yaml.org/type/merge.html>.
  private mutating func mergeSources(_ value: Node) -> [Node] {
    let sources = value.sequence ?? [value]
    // Of an alias without its anchor that is said already.
    for source in sources where source.mapping == nil && !findings.contains(where: { $0.range == source.range }) {
      report(.merge, "`<<` merges mappings, and this is \(source.kindName)", at: source.range)
    }
    return sources.filter { $0.mapping != nil }
  }

  private func inherited(from sources: [Node], besides own: Set<String>) -> [Node.Entry] {
    var seen = own
    return sources.flatMap { $0.mapping ?? [] }.filter { entry in seen.insert(entry.key.text ?? "").inserted }
  }

  /// libyaml ends a block collection where the next token begins: the range shown ends with the last value instead.
  private func collection(_ content: Node.Content, _ start: YAMLEvent, _ end: YAMLEvent, last: Node?, size: Int) -> Node
  {
    let isFlow = !end.range.isEmpty
    let upper =
      isFlow
      ? end.range.upperBound
      : max(start.range.upperBound, last.map { min($0.range.upperBound, end.range.upperBound) } ?? 0)
    return Node(content, range: start.range.lowerBound..<upper, size: size)
  }

  private mutating func resolve(_ name: String, at range: Range<Int>) throws -> Node {
    if open.contains(name) {
      report(
        .alias, "`*\(name)` stands inside the value that `&\(name)` names", help: "an alias cannot hold itself",
        at: range)
      throw Stop()
    }
    guard let node = anchors[name] else {
      report(
        .alias, "no anchor `&\(name)` comes before this alias", help: "define it with `&\(name)` first", at: range
      )
      return Node(.scalar(Scalar(text: "", style: .plain)), range: range)
    }
    try count(node.size - 1, at: range)
    return node
  }

  private mutating func count(_ more: Int, at range: Range<Int>) throws {
    nodeCount += more
    guard nodeCount <= limits.nodes else {
      report(
        .tooManyNodes, "with its aliases expanded the file holds more than \(limits.nodes) values",
        help: "aliases of aliases multiply: write fewer of them", at: range)
      throw Stop()
    }
  }

  private mutating func checked(_ tag: String?, at range: Range<Int>) -> CoreTag? {
    // Of the key `<<`, as some writers of YAML spell it out: <https://yaml.org/type/merge.html>.
    guard let tag, tag != "tag:yaml.org,2002:merge" else { return nil }
    if let core = CoreTag(rawValue: tag) { return core }
    if tag != "!" {
      report(
        .tag, "unknown tag `\(tag)`",
        help: "remove it; pharos knows the tags of YAML's core schema", at: range)
    }
    return nil
  }

  private mutating func report(_ error: YAMLSyntaxError) {
    let bytes = source.bytes
    let isTab = error.offset < bytes.count && bytes[error.offset] == UInt8(ascii: "\t")
    if isTab {
      return report(
        .tab, "a tab cannot indent YAML", help: "indent with spaces", at: error.offset..<error.offset + 1)
    }
    let context = error.context.map { " (\($0))" } ?? ""
    report(.syntax, error.problem + context, at: error.offset..<min(error.offset + 1, bytes.count))
  }

  private mutating func report(_ kind: YAMLFinding, _ message: String, help: String? = nil, at range: Range<Int>) {
    let range = range.lowerBound <= range.upperBound ? range : range.lowerBound..<range.lowerBound
    findings.append(Finding(kind, message, help: help, in: source, at: range))
  }
}

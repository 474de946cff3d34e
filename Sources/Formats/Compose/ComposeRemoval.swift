import Documents

/// What a Compose file takes out of the files that it is laid over: `!reset` removes a value, `!override` puts another in its place.
///
/// <https://docs.docker.com/reference/compose-file/merge/>; compose-go, loader/reset.go.
package struct ComposeRemoval: Sendable {
  /// Keys from the top of the file: `services`, `db`, `depends_on`.
  package let path: [String]
  /// Of the last key.
  package let range: Range<Int>
  /// Whether nothing comes in its place.
  package let isReset: Bool
}

extension Node {
  /// The value without what `!reset` stands before, as Compose reads it, and what that and `!override` remove from other files.
  func withoutResets(in source: SourceFile) -> (Node, [ComposeRemoval]) {
    let bytes = source.bytes
    let hasTags = bytes.withUnsafeBufferPointer { $0.offset(of: "!reset") != nil || $0.offset(of: "!override") != nil }
    guard hasTags else { return (self, []) }
    var removals: [ComposeRemoval] = []
    return (withoutResets(at: [], bytes, &removals), removals)
  }

  private func withoutResets(at path: [String], _ bytes: [UInt8], _ removals: inout [ComposeRemoval]) -> Node {
    switch content {
    case .scalar: return self
    case .sequence(let items):
      let kept = items.filter { MergeTag(at: $0.range, in: bytes) != .reset }
      return Node(.sequence(kept.map { $0.withoutResets(at: path, bytes, &removals) }), range: range, size: size)
    case .mapping(let entries):
      var kept: [Entry] = []
      for entry in entries {
        let path = path + [entry.key.text ?? ""]
        let tag = MergeTag(at: entry.value.range, in: bytes)
        if let tag {
          removals.append(ComposeRemoval(path: path, range: entry.key.range, isReset: tag == .reset))
        }
        if tag == .reset { continue }
        kept.append(Entry(key: entry.key, value: entry.value.withoutResets(at: path, bytes, &removals)))
      }
      return Node(.mapping(kept), range: range, size: size)
    }
  }
}

extension Finding {
  /// Whether it is about a tag that Compose knows.
  package var isAboutMergeTag: Bool { kind as? YAMLFinding == .tag && MergeTag(at: range, in: source.bytes) != nil }
}

/// A tag that says how a value meets those of other files.
private enum MergeTag: String, CaseIterable {
  case reset = "!reset"
  case override = "!override"

  /// The tag of the value at a place, which may have an anchor as well: trees keep tags of YAML only.
  fileprivate init?(at range: Range<Int>, in bytes: [UInt8]) {
    var rest = bytes[range]
    while let first = rest.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "&") {
      let word = rest.prefix { $0 > 0x20 }
      if let tag = Self.allCases.first(where: { word.elementsEqual($0.rawValue.utf8) }) {
        self = tag
        return
      }
      rest = rest[word.endIndex...].drop { $0 <= 0x20 }
    }
    return nil
  }
}

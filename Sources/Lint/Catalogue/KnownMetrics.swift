import Documents
import Exposition

/// Metrics that somebody listed as known: names, patterns with `*`, and files of either form.
package struct KnownMetrics: Sendable {
  private var names: Set<String> = []
  private var patterns: [PathPattern] = []

  package init() {}

  package init(_ entries: [String]) {
    for entry in entries { add(entry) }
  }

  package var isEmpty: Bool { names.isEmpty && patterns.isEmpty }
  /// The names without patterns, to find what a misspelled one means.
  package var listed: Set<String> { names }

  /// Takes on a name such as `node_load1`, or a pattern such as `node_*`.
  package mutating func add(_ entry: String) {
    if entry.utf8.contains(UInt8(ascii: "*")) { patterns.append(PathPattern(entry)) } else { names.insert(entry) }
  }

  /// Takes on a file: an exposition, or one name or pattern a line, where `#` begins a comment.
  package mutating func add(_ file: SourceFile) {
    let isExposition = file.bytes.withUnsafeBufferPointer {
      ExpositionFormat.looksLikeExposition($0, beginningWithSamples: true)
    }
    if isExposition {
      let exposition = ExpositionFile(file)
      for family in exposition.report.families {
        names.insert(family.name)
        if let name = family.named(in: exposition.report.format)?.name { names.insert(name) }
        for suffix in family.type?.partSuffixes ?? [] { names.insert(family.name + suffix) }
      }
    } else {
      for line in file.text(0..<file.bytes.count).split(whereSeparator: \.isNewline) {
        let entry = String(line.prefix { $0 != "#" }).trimmed()
        if !entry.isEmpty { add(entry) }
      }
    }
  }

  package func contains(_ name: String) -> Bool {
    names.contains(name) || patterns.contains { $0.matches(name) }
  }
}

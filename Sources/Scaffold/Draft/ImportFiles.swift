import Documents

/// The files beside those that are imported, which they name: of the disk, or of a test.
package struct ImportFiles: Sendable {
  /// The bytes of a file; nil where it cannot be read.
  package let read: @Sendable (_ path: String) -> [UInt8]?
  /// The paths that a pattern such as `rules/*.yml` matches, sorted.
  package let matching: @Sendable (_ pattern: String) -> [String]

  package init(
    read: @escaping @Sendable (String) -> [UInt8]?, matching: @escaping @Sendable (String) -> [String]
  ) {
    self.read = read
    self.matching = matching
  }

  func source(_ path: String) -> SourceFile? { read(path).map { SourceFile(name: path, bytes: $0) } }

  /// A path as a file names it, seen from where that file is.
  static func path(_ path: String, from file: String) -> String {
    if path.hasPrefix("/") { return path }
    var parts = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    parts.removeLast()
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}

/// Why a file cannot be imported at all.
package struct ImportError: Error {
  /// One sentence without a full stop.
  package var message: String
  package var help: String?
  /// What is wrong in the file, where it could be read.
  package var findings: [Finding] = []
}

extension ImportFiles {
  /// The documents of a YAML file that somebody named.
  ///
  /// - Throws: `ImportError` where it cannot be read, or is no YAML. Tags that its owner gives a meaning are no mistake.
  func documents(_ path: String) throws(ImportError) -> YAMLDocuments {
    guard let source = source(path) else {
      throw ImportError(message: "\(path) cannot be read", help: "check that the file exists")
    }
    var documents = YAMLDocuments.read(source)
    documents.findings.removeAll { $0.kind as? YAMLFinding == .tag }
    if documents.findings.hasErrors {
      throw ImportError(
        message: "\(path) cannot be imported before it can be read", findings: documents.findings.sortedByPlace())
    }
    return documents
  }

  /// The one document of a YAML file that holds a mapping.
  func root(_ path: String) throws(ImportError) -> (node: Node, source: SourceFile) {
    let documents = try documents(path)
    guard let root = documents.roots.first, root.mapping != nil else {
      throw ImportError(message: "\(path) holds no mapping, so there is nothing to import")
    }
    return (root, documents.source)
  }
}

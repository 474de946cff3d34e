/// The files of `templates/` and `runbooks/`, embedded at build time by the plugin EmbedTemplates.
///
/// Paths begin with the folder: `templates/packs/http/pack.yml`, `runbooks/service-down.md`. Hidden files are left out.
package enum Templates {
  /// The bytes of a file, or nil where there is none of this path.
  package static func contents(_ path: String) -> [UInt8]? {
    position(of: path).map { position in
      let entry = index[position]
      return Array(bytes(from: entry.start + entry.path + 1, count: entry.contents))
    }
  }

  /// The tree of a YAML file, as `NodeArchive` reads it.
  package static func tree(_ path: String) -> UnsafeBufferPointer<UInt8>? {
    guard let position = position(of: path), index[position].tree > 0 else { return nil }
    let entry = index[position]
    return bytes(from: entry.start + entry.path + 1 + entry.contents + 1, count: entry.tree)
  }

  /// Paths of all files, in the order of their bytes.
  package static var paths: [String] { index.indices.map(path) }

  /// Paths of the files below a folder, in the order of their bytes.
  package static func paths(under folder: String) -> [String] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return (firstPosition(notBefore: prefix)..<index.count).lazy.map(path).prefix { $0.hasPrefix(prefix) }
  }

  private static let index = EmbeddedFiles.index

  private static func position(of path: String) -> Int? {
    let position = firstPosition(notBefore: path)
    return position < index.count && pathBytes(position).elementsEqual(path.utf8) ? position : nil
  }

  /// Searches by halves for the first file whose path does not come before `path`.
  private static func firstPosition(notBefore path: String) -> Int {
    var range = index.startIndex..<index.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let isBefore = pathBytes(middle).lexicographicallyPrecedes(path.utf8)
      range = isBefore ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  private static func path(_ position: Int) -> String {
    String(decoding: pathBytes(position), as: UTF8.self)
  }

  private static func pathBytes(_ position: Int) -> UnsafeBufferPointer<UInt8> {
    bytes(from: index[position].start, count: index[position].path)
  }

  /// A part of the literal, which lives as long as the process.
  private static func bytes(from start: UInt32, count: UInt32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: EmbeddedFiles.text.utf8Start + Int(start), count: Int(count))
  }
}

/// Files as they were written: what they hold is read back, and need not be made once more.
package struct WrittenFiles: Sendable {
  private let places: [String: Int]
  private let digests: [Digest?]
  private let read: @Sendable (Int) throws -> [UInt8]

  /// - Parameters:
  ///   - digests: of each; nil where a file was removed.
  ///   - read: gives what the file at a place in this order holds.
  package init(_ paths: [String], _ digests: [Digest?], read: @escaping @Sendable (Int) throws -> [UInt8]) {
    places = Dictionary(zip(paths, paths.indices)) { $1 }
    self.digests = digests
    self.read = read
  }

  package static let none = WrittenFiles([], []) { _ in [] }

  func digest(_ path: String) -> Digest? { places[path].flatMap { digests[$0] } }

  func contents(_ path: String) -> Contents? {
    places[path].map { [read] place in Contents { try read(place) } }
  }
}

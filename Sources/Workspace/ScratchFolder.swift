#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder for other programs to read from, gone when they have.
package enum ScratchFolder {
  /// - Parameters:
  ///   - files: what is in it, by path.
  ///   - body: is given its path.
  /// - Throws: what the system refuses, and whatever `body` throws.
  package static func with<Value>(
    _ files: [(path: String, bytes: [UInt8])], _ body: (String) throws -> Value
  ) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.path + "/pharos-\(UInt64.random(in: .min ... .max))"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (path, bytes) in files {
      let file = "\(folder)/\(path)"
      try make(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
      try TextFile.write(file, bytes, isNew: true)
    }
    return try body(folder)
  }

  /// Makes a folder, and those that it is to lie in.
  package static func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
}

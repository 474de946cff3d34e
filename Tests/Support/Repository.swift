import Foundation

/// Where things are in the checkout that the tests run in.
package enum Repository {
  package static let root: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  package static func file(_ path: String) -> URL { root.appendingPathComponent(path) }

  package static func text(_ path: String) throws -> String { try String(contentsOf: file(path), encoding: .utf8) }

  /// A folder beside the checkout with published schemas and corpora, where there is one.
  package static var shared: URL? {
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: folder.appendingPathComponent("corpora").path) ? folder : nil
  }

  /// The files of a folder with an ending, by name.
  package static func files(in folder: String, ending: String) -> [URL] {
    let files = (try? FileManager.default.contentsOfDirectory(at: file(folder), includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.lastPathComponent.hasSuffix(ending) }.sorted { $0.path < $1.path }
  }
}

/// A folder that goes away with the test.
package final class TemporaryFolder: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("pharos-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  package func file(_ path: String) -> URL { url.appendingPathComponent(path) }

  package func write(_ text: String, to path: String) throws {
    let file = file(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Every file below with its contents, by path.
  package func contents(of folder: String = "") throws -> [String: Data] {
    let base = folder.isEmpty ? url : file(folder)
    var result: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: base.path) {
      let url = base.appendingPathComponent(path)
      if (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
        result[path] = try Data(contentsOf: url)
      }
    }
    return result
  }
}

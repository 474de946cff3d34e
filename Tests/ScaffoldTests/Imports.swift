import Documents
import Foundation
import PharosCLI
import Scaffold
import Targets

/// Imports out of files that stand in the test.
enum Imports {
  static func files(_ files: [String: String]) -> ImportFiles {
    ImportFiles(
      read: { files[$0].map { Array($0.utf8) } },
      matching: { pattern in
        let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return files.keys.sorted().filter {
          parts.count == 1 ? $0 == pattern : $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[1])
        }
      })
  }

  /// A spec from `compose.yml`, in the folder `shop`.
  static func compose(_ texts: [String: String]) throws -> FirstSpec {
    try spec { draft in try ComposeImport.add(["compose.yml"], in: "shop", files(texts), to: &draft) }
  }

  /// The spec of what importers add to a draft; one with errors is a failure of its own.
  static func spec(_ add: (inout Draft) throws -> Void) throws -> FirstSpec {
    var draft = Draft(project: "shop", isNamed: false, packs: BuiltInPacks.files)
    try add(&draft)
    let spec = FirstSpec(draft, packs: BuiltInPacks.files, targets: Targets.all)
    if let error = spec.errors.first { throw Refused(message: error.message, text: spec.text) }
    return spec
  }

  struct Refused: Error {
    var message: String
    var text: String
  }

  /// A section of a spec, from its key to the blank line behind it.
  static func section(_ key: String, of text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("\(key):") }) else { return nil }
    return lines[start...].prefix { !$0.isEmpty }.joined(separator: "\n")
  }
}

extension Imports {
  /// The files of the disk.
  static let disk = ImportFiles(
    read: { path in FileManager.default.contents(atPath: path).map { Array($0) } }, matching: { [$0] })

  /// The YAML files of a folder, by name.
  static func yaml(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasSuffix(".yml") }.sorted { $0.path < $1.path }
  }
}

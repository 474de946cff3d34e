import Foundation
import Templates
import Testing

/// What is embedded is what lies in the folders: the same files, byte for byte.
struct TemplatesTests {
  private static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

  @Test func everyFileIsEmbedded() throws {
    let files = try ["runbooks", "templates"].flatMap(Self.files)
    #expect(Templates.paths == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for path in files {
      #expect(try Templates.contents(path) == [UInt8](Data(contentsOf: Self.root.appending(path: path))), "\(path)")
    }
  }

  @Test(arguments: ["runbooks", "templates/", "templates/packs", "templates/packs/http"])
  func foldersListWhatIsBelowThem(folder: String) {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    #expect(Templates.paths(under: folder) == Templates.paths.filter { $0.hasPrefix(prefix) })
  }

  @Test(arguments: ["", "/", "templates", "templates/packs/pac", "runbooks/nothing.md", "zzz"])
  func whatIsNoFileHasNoContents(path: String) {
    #expect(Templates.contents(path) == nil)
  }

  @Test(arguments: ["", "/", "templates/packs/pac", "runbooks/nothing.md", "zzz"])
  func whatIsNoFolderHasNoFiles(path: String) {
    #expect(Templates.paths(under: path).isEmpty)
  }

  private static func files(below folder: String) throws -> [String] {
    let folder = root.appending(path: folder)
    let found = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isRegularFileKey], options: .skipsHiddenFiles)
    return try (found?.allObjects as? [URL] ?? [])
      .filter { try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true }
      .map { String($0.standardizedFileURL.path.dropFirst(root.path.count + 1)) }
  }
}

import Scaffold
import Workspace

/// The files of the disk, as importers ask for them.
enum DiskFiles {
  static let imports = ImportFiles(
    read: { try? TextFile.read($0) }, matching: { FolderListing.matching($0) })

  /// The Compose file that Docker would take here: <https://docs.docker.com/compose/intro/compose-application-model/>
  static var composeFile: String? {
    ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"].first(where: SpecSearch.exists)
  }

  /// Where people read the runbooks beside a spec, if the repository that it is in says.
  static func runbookPage(beside spec: String) -> String? {
    var folder = absolute(SpecSearch.folder(of: spec)), below: [String] = []
    while true {
      let git = "/" + (folder + [".git"]).joined(separator: "/")
      if let config = try? TextFile.read("\(git)/config") {
        let heads = ["refs/remotes/origin/HEAD", "HEAD"].lazy.compactMap { try? TextFile.read("\(git)/\($0)") }
        return RepositoryPage.address(
          config: String(decoding: config, as: UTF8.self),
          head: heads.first.map { String(decoding: $0, as: UTF8.self) } ?? "",
          path: (below + ["monitoring", "runbooks"]).joined(separator: "/"))
      }
      guard let last = folder.popLast() else { return nil }
      below.insert(last, at: 0)
    }
  }

  /// The name of the folder that a file is in.
  static func folderName(of path: String) -> String {
    absolute(SpecSearch.folder(of: path)).last ?? "project"
  }

  /// The folders from the root down to one.
  private static func absolute(_ folder: String) -> [String] {
    SpecSearch.absolute(folder).split(separator: "/").map(String.init)
  }
}

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

  /// The name of the folder that a file is in.
  static func folderName(of path: String) -> String {
    let folder = SpecSearch.folder(of: path)
    var parts = (folder.hasPrefix("/") ? "" : SpecSearch.workingFolder).split(separator: "/").map(String.init)
    for part in folder.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.last ?? "project"
  }
}

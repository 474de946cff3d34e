import Foundation
import PackagePlugin

/// Embeds every file below the folders of a target into one Swift source, through the tool `embed-templates`.
///
/// The folders are symbolic links: SwiftPM looks for changes only inside a target's own folder, and there it follows
/// links. The file names are arguments of the command, so that a file added or removed changes the command and runs it.
@main
struct EmbedTemplates: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = target.directoryURL
    let paths = try folders(in: root).flatMap { try files(below: $0, in: root) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(paths.count) files into \(target.name)",
        executable: try context.tool(named: "embed-templates").url,
        arguments: [output.path, root.path] + paths,
        inputFiles: paths.map { root.appending(path: $0) },
        outputFiles: [output])
    ]
  }

  /// A link that was checked out as a text file, or points nowhere, must not lead to a binary without templates.
  struct NoFolder: Error, CustomStringConvertible {
    var path: String
    var description: String { "\(path) should be a folder, or a symbolic link to one" }
  }

  /// Names of the folders directly inside the target, links among them.
  private func folders(in root: URL) throws -> [String] {
    try visibleNames(in: root).filter { name in
      let isFolder = isFolder(root.appending(path: name))
      if !isFolder && !name.hasSuffix(".swift") { throw NoFolder(path: root.appending(path: name).path) }
      return isFolder
    }
  }

  /// Paths, relative to `root`, of all files below a folder. Walks by itself: `FileManager` does not enter links.
  private func files(below folder: String, in root: URL) throws -> [String] {
    try visibleNames(in: root.appending(path: folder)).flatMap { name in
      let path = "\(folder)/\(name)"
      return isFolder(root.appending(path: path)) ? try files(below: path, in: root) : [path]
    }
  }

  private func visibleNames(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  private func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }
}

import Documents
import Lint
import Synchronization
import Workspace

/// The files that are linted, and how they are read.
struct LintFiles: Sendable {
  private(set) var inputs: [Linter.Input] = []
  /// Sources of Helm charts, which are no YAML until a release fills them in.
  private(set) var templates: [Linter.Input] = []
  /// What keeps folders from being searched.
  private(set) var findings: [Finding] = []
  /// Where the search for what belongs to them begins.
  let folder: String
  /// What is no file, or was read already: standard input under the name that findings give it, a spec.
  private var given: SourceFile?

  static let standardInputName = "<stdin>"

  private static let endings = [
    ".yml", ".yaml", ".json", ".rules", ".md", ".markdown", ".prom", ".metrics", ".om", ".txt", ".tmpl",
  ]

  /// - Throws: when a path does not exist.
  init(_ paths: [String]) throws(CommandFailure) {
    let isFolder = paths.first.map { (try? FolderListing.isFolder($0)) == true } ?? true
    folder = isFolder ? paths.first ?? "." : paths.first.map(SpecSearch.folder) ?? "."
    enclosure = Enclosure.named(paths)
    var seen: Set<String> = []
    for path in paths {
      let found = try expand(path).filter { seen.insert(SpecSearch.absolute($0.path)).inserted }
      let charts = HelmCharts(found.map(\.path))
      for input in found {
        if charts.contain(input.path) { templates.append(input) } else { inputs.append(input) }
      }
    }
    inputs += ComposeSiblings.context(of: inputs)
  }

  /// Every file that somebody asked about.
  var paths: Set<String> { Set(inputs.lazy.filter { !$0.isContext }.map(\.path)) }

  /// What a fix may change: what really lies in the folders that were named, or in the project of a file that was.
  let enclosure: Enclosure

  /// The folder as paths of files below it begin: with a slash at its end, empty for the working folder.
  var folderPath: String {
    let plain = Self.plain(folder)
    return plain == "." || plain.isEmpty ? "" : plain.hasSuffix("/") ? plain : plain + "/"
  }

  /// One file that was read already.
  init(_ source: SourceFile) {
    folder = SpecSearch.folder(of: source.name)
    enclosure = Enclosure([])
    inputs = [.init(source.name)]
    given = source
  }

  private mutating func expand(_ path: String) throws(CommandFailure) -> [Linter.Input] {
    do {
      if path == "-" {
        given = SourceFile(name: Self.standardInputName, bytes: try TextFile.readStandardInput())
        return [.init(Self.standardInputName)]
      }
      guard try FolderListing.isFolder(path) else { return [.init(path)] }
      var unreadable: [Finding] = []
      let files = try FolderListing.files(
        under: path, descend: { !$0.hasPrefix(".") && !ProjectPath.foreignFolders.contains($0) },
        skip: { path, error in
          // What is none of ours may be called anything.
          if error.kind == .name(isOfFolder: false), !Self.isCandidate(path) { return }
          unreadable.append(UnreadableFile(path: path, message: error.message, help: error.help).finding)
        })
      findings += unreadable
      let root = Self.plain(path)
      return files.filter(Self.isCandidate).map { .init(Self.plain($0), isNamed: false, root: root == "." ? "" : root) }
    } catch { throw CommandFailure(error) }
  }

  /// By its name alone, whether a file in a folder may be one of ours.
  private static func isCandidate(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return (!name.hasPrefix(".") || name == LintProject.settingsName) && endings.contains { name.hasSuffix($0) }
  }

  /// Without the `./` of the working folder.
  static func plain(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }

  /// The contents of a file; they can be let go of, as the file can be read again.
  func read(_ path: String) -> Result<SourceFile, UnreadableFile> {
    if let given, given.name == path { return .success(given) }
    do {
      let bytes = try TextFile.read(path, limit: Self.maximumSize)
      if TextFile.isHandedOver(path) { return .success(SourceFile(name: path, bytes: bytes)) }
      return .success(
        SourceFile(name: path, bytes: bytes) { (try? TextFile.read(path, limit: Self.maximumSize)) ?? [] })
    } catch let error as WorkspaceError {
      return .failure(UnreadableFile(path: path, message: error.message, help: error.help))
    } catch {
      return .failure(UnreadableFile(path: path, message: "\(error)", help: nil))
    }
  }

  /// A hundred thousand rules in one file are 40 MB.
  private static let maximumSize = 256 << 20
}

extension Enclosure {
  fileprivate static func named(_ paths: [String]) -> Enclosure {
    paths.reduce(Enclosure([])) { all, path in
      all
        + ((try? FolderListing.isFolder(path)) == true
          ? Enclosure([path]) : Enclosure(projectOf: SpecSearch.folder(of: path)))
    }
  }
}

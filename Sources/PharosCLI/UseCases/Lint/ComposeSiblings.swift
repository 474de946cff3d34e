import Documents
import Formats
import Lint
import Workspace

/// The Compose files that others may be merged with, where nobody named them: names in one are defined in another.
struct ComposeSiblings {
  private var looked: Set<String> = []
  private var known: Set<String>
  private var context: [Linter.Input] = []

  /// Those beside the files that are linted and in the folders above them, up to the root of the repository, and what they take in.
  static func context(of inputs: [Linter.Input]) -> [Linter.Input] {
    var siblings = ComposeSiblings(known: Set(inputs.map { SpecSearch.absolute($0.path) }))
    for input in inputs where isCompose(input.path) {
      siblings.look(beside: input.path)
      siblings.follow(input.path)
    }
    var index = 0
    while index < siblings.context.count {
      siblings.follow(siblings.context[index].path)
      index += 1
    }
    return siblings.context
  }

  private init(known: Set<String>) { self.known = known }

  private mutating func add(_ path: String) {
    guard known.insert(SpecSearch.absolute(path)).inserted else { return }
    context.append(.init(path, isNamed: false, isContext: true))
  }

  private mutating func look(beside path: String) {
    for folder in Self.folders(from: SpecSearch.folder(of: path)) {
      guard looked.insert(SpecSearch.absolute(folder)).inserted else { return }
      let files = try? FolderListing.files(under: folder.isEmpty ? "." : folder, descend: { _ in false })
      for file in files ?? [] where Self.isCompose(file) { add(LintFiles.plain(file)) }
    }
  }

  /// Adds what a file includes, and what services of it extend.
  private mutating func follow(_ path: String) {
    guard let bytes = try? TextFile.read(path, limit: 1 << 20),
      bytes.withUnsafeBufferPointer({ $0.offset(of: "include") != nil || $0.offset(of: "extends") != nil })
    else { return }
    let source = SourceFile(name: path, bytes: bytes)
    guard let root = YAMLDocuments.read(source).roots.first else { return }
    let file = ComposeFile(root, in: source)
    for other in file.includes + file.services.map({ $0.extended?.file }) {
      guard let other = other?.local.map({ ProjectPath.resolved($0, beside: path) }),
        (try? FolderListing.isFolder(other)) == false
      else { continue }
      add(other)
    }
  }

  /// By its name alone.
  private static func isCompose(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    return (name.hasSuffix(".yml") || name.hasSuffix(".yaml")) && name.contains("compose")
  }

  /// A folder and those above it in the same repository; where there is none, those that the path from the working folder goes
  /// through.
  private static func folders(from first: String) -> [String] {
    var folders = [first]
    while let last = folders.last, !SpecSearch.exists(last + ".git") {
      if SpecSearch.absolute(last) == "/" {
        let inside = folders.prefix { !$0.hasPrefix("/") && !$0.hasPrefix("../") }
        return inside.isEmpty ? [first] : Array(inside)
      }
      folders.append(parent(of: last))
    }
    return folders
  }

  /// - Parameter folder: with a slash at its end, or empty for the working folder.
  private static func parent(of folder: String) -> String {
    folder.isEmpty || folder.hasSuffix("../") ? folder + "../" : SpecSearch.folder(of: String(folder.dropLast()))
  }
}
